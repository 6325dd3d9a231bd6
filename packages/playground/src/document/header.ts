/** Name, state of the server, models, theme. */
export const header = `<header class="bar">
<h1>Detectory <span>playground</span></h1>
<p class="status" id="status" role="status" data-server="unknown">Looking for the server…</p>
<div class="models">
<label for="model-a">Model</label><select id="model-a" disabled><option>the only one</option></select>
<label for="model-b">Compare with</label><select id="model-b" disabled><option value="">none</option></select>
</div>
<div class="row">
<button type="button" id="help-open" aria-haspopup="dialog">Shortcuts</button>
<button type="button" id="theme">Dark</button>
</div>
</header>`;
