/** Boxes are told apart by their lines and labels; their colours lie on photos, so they are the same on light and dark pages. */
export const evaluationStyle = `
svg .curve{fill:none;stroke:var(--train);stroke-width:2.5;stroke-linejoin:round}
svg .curve.second{stroke:var(--bad);stroke-dasharray:7 4}
svg .curve.thin{stroke:var(--quiet);stroke-width:1;stroke-opacity:.55}
svg .grid{stroke:var(--line);stroke-width:1}
svg .mark{stroke:var(--quiet);stroke-dasharray:2 3}
.legend svg.line{width:2.6rem;height:.75rem}
.better{color:var(--good);font-weight:600}
.worse{color:var(--bad);font-weight:600}
.evidence{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,20rem),1fr));gap:1.2rem}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));gap:.8rem;margin-bottom:1.4rem}
.judged svg{display:block;width:100%;height:auto;max-height:24rem;background:var(--surface);border-radius:6px}
.judged figcaption{font-size:.84rem;font-weight:400;line-height:1.4;color:var(--quiet);margin:.3rem 0 0}
.judged figcaption strong{color:var(--ink)}
svg .drawn{fill:none;stroke:#fff;stroke-width:1.2;stroke-dasharray:3 2;vector-effect:non-scaling-stroke}
svg .verdict{fill:transparent;stroke-width:2.5;vector-effect:non-scaling-stroke}
svg .hit{stroke:#56b4e9}
svg .miss{stroke:#f0b63c;stroke-width:3.5;stroke-dasharray:12 5}
svg .alarm{stroke:#ff8f5c;stroke-width:3;stroke-dasharray:2 4}
svg .under{fill:none;stroke:#000;stroke-opacity:.6;stroke-width:5;vector-effect:non-scaling-stroke}
svg .tag{fill:#000;fill-opacity:.74}
svg .tag-text{fill:#fff;font-size:11px;text-anchor:start}
.boxes-hidden .boxes{display:none}
.matrix .shade,.matrix .self{min-width:2.4rem}
.matrix .right{outline:2px solid var(--accent);outline-offset:-2px}
dl.terms dt{font-weight:600;margin-top:.8rem}
dl.terms dd{margin:.1rem 0 0;max-width:46rem}
@media print{.evidence,.pair{grid-template-columns:repeat(2,1fr);gap:4mm}.judged{break-inside:avoid}}
`;
