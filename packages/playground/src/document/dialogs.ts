const shortcuts = [
  ['O', 'choose photos'],
  ['C', 'camera on or off'],
  ['Space', 'take a photo while the camera runs'],
  ['N P', 'next, previous photo'],
  ['Delete', 'take the photo on show off the filmstrip'],
  ['[ ]', 'confidence down, up'],
  ['+ − 0', 'zoom in, out, fit'],
  ['↑ ↓', 'through the detections; in a zoomed photo, move'],
  ['S J', 'save the picture, the JSON'],
  ['Y', 'copy the request'],
  ['T', 'light or dark'],
  ['?', 'this list'],
] as const;

const rows = shortcuts
  .map(([keys, does]) => {
    const caps = keys.split(' ').map((key) => `<kbd>${key}</kbd>`);
    return `<div><dt>${caps.join(' ')}</dt><dd>${does}</dd></div>`;
  })
  .join('');

/** The list of shortcuts, and what shows while files are dragged over the page. */
export const dialogs = `<dialog id="help" aria-labelledby="help-title">
<div class="heading"><h2 id="help-title">Keyboard shortcuts</h2><button type="button" id="help-close">Close</button></div>
<dl class="keys">${rows}</dl>
<label class="check"><input type="checkbox" id="keys-on" checked> Shortcuts of one key are on</label>
</dialog>
<div class="veil" id="veil" hidden>Drop photos to detect</div>
<p class="toast" id="toast" role="status"></p>`;
