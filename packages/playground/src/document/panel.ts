/** What was found, and what to do with it. */
export const panel = `<aside class="panel" id="results" tabindex="-1" aria-label="Results">
<section>
<div class="heading"><h2 id="threshold-title">Confidence</h2><output id="threshold-value" for="threshold">0.25</output></div>
<input type="range" id="threshold" min="0.05" max="0.95" step="0.01" value="0.25" aria-labelledby="threshold-title">
</section>
<section>
<div class="heading"><h2 id="classes-title">Classes</h2><span class="row"><button type="button" class="small" id="classes-all" aria-label="All classes">All</button><button type="button" class="small" id="classes-none" aria-label="None of the classes">None</button></span></div>
<ul class="classes" id="classes" aria-labelledby="classes-title"></ul>
</section>
<section class="found">
<div class="heading"><h2 id="found-title">Detections</h2><span id="found-count" class="quiet" role="status"></span></div>
<div class="list" id="found" role="group" aria-labelledby="found-title"></div>
</section>
<section>
<h2>Time <span class="quiet">ms</span></h2>
<div class="timings" id="timings"></div>
</section>
<section>
<div class="heading"><h2 id="request-title">Request</h2><button type="button" class="small" id="copy">Copy</button></div>
<pre class="curl" id="curl" tabindex="0" aria-labelledby="request-title"></pre>
<details>
<summary>Options</summary>
<div class="options">
<label for="iou">Overlap (IoU)</label><input type="number" id="iou" min="0.05" max="1" step="0.05" value="0.45">
<label for="max">Most boxes</label><input type="number" id="max" min="1" max="1000" step="1" value="300">
<label for="imgsz">Image size</label><select id="imgsz"><option value="">the model’s</option><option>320</option><option>480</option><option>640</option><option>960</option><option>1280</option></select>
</div>
</details>
</section>
<section class="row">
<button type="button" id="save-picture" disabled>Save picture</button>
<button type="button" id="save-json" disabled>Save JSON</button>
</section>
</aside>`;
