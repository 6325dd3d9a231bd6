/** Where photos come in and are looked at. */
export const viewer = `<section class="viewer" aria-label="Photo">
<div class="toolbar">
<div class="row">
<button type="button" class="primary" id="choose">Choose photos</button>
<input type="file" id="files" accept="image/*,.heic,.heif,.avif,.tif,.tiff" multiple hidden>
<button type="button" id="camera" aria-pressed="false">Camera</button>
<button type="button" id="capture" disabled>Take photo</button>
</div>
<div class="row zoom" role="group" aria-label="Zoom">
<output id="zoom-level" for="zoom-in zoom-out">1.0×</output>
<button type="button" id="zoom-out" aria-label="Zoom out">−</button>
<button type="button" id="zoom-in" aria-label="Zoom in">+</button>
<button type="button" id="zoom-fit">Fit</button>
</div>
</div>
<div class="stages" id="stages"></div>
<ul class="filmstrip" id="filmstrip" aria-label="Photos"></ul>
</section>`;
