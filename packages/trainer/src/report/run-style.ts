/**
 * Training and validation are told apart by their lines too: solid and dashed. Raw values are thin, below the smoothed ones.
 * Comes after the evaluation's style, whose grids, marks and lists it shares.
 */
export const runStyle = `
#losses .charts{grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr))}
svg .loss{fill:none;stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}
svg .loss.first{stroke:var(--train)}
svg .loss.second{stroke:var(--bad);stroke-dasharray:7 4}
svg .loss.raw{stroke-width:1;stroke-opacity:.45;stroke-dasharray:none}
.verdict-box{border-left:5px solid var(--accent);background:var(--surface);border-radius:6px;padding:.8rem 1.1rem;margin:0 0 1.2rem;max-width:52rem}
.verdict-box p{margin:.3rem 0}
.verdict-box .word{font-size:1.25rem;font-weight:600}
.verdict-box.over-fitting,.verdict-box.under-fitting{border-color:var(--bad)}
.verdict-box.improving,.verdict-box.plateau{border-color:var(--good)}
pre.command{background:var(--page);border:1px solid var(--line);border-radius:6px;padding:.5rem .8rem;white-space:pre-wrap;overflow-wrap:anywhere;margin:.5rem 0 0;font-size:.9em}
`;
