import { colorRules } from './page-colors.js';

const text = `
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.55 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Noto Sans",sans-serif;overflow-wrap:anywhere}
a{color:var(--accent);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
h1{font-size:clamp(1.5rem,1.2rem + 1.4vw,2.1rem);line-height:1.2;margin:0 0 .35rem;letter-spacing:-.01em}
h2{font-size:1.35rem;line-height:1.25;margin:0 0 .5rem}
h3{font-size:1.02rem;line-height:1.35;margin:1.6rem 0 .5rem}
small,h3 small{font-size:.85em;font-weight:400;color:var(--quiet)}
code{font-family:ui-monospace,"SF Mono",Menlo,Consolas,monospace;font-size:.9em}
p{margin:.5rem 0}
.lede{max-width:46rem;color:var(--quiet);margin:0 0 1rem}
.lede strong{color:var(--ink)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:1rem;top:-4rem;background:var(--page);padding:.6rem 1rem;border:1px solid var(--line);border-radius:6px;z-index:2}
.skip:focus{top:1rem}
button{font:inherit;color:var(--ink);background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:.35rem .8rem;cursor:pointer}
button:hover{border-color:var(--accent)}
label{cursor:pointer}
`;

const layout = `
.page{max-width:78rem;margin:0 auto;padding:1.5rem 1rem 4rem}
header{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;justify-content:space-between;align-items:start;padding-bottom:1rem;border-bottom:1px solid var(--line)}
header p{margin:0;color:var(--quiet)}
nav{margin:1rem 0}
nav ol{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1rem;margin:0;padding:0;font-size:.94rem}
nav a{display:block;padding:.2rem 0;text-decoration:none}
nav a:hover{text-decoration:underline}
main{min-width:0}
section{padding:2rem 0 1rem;border-bottom:1px solid var(--line)}
section:last-of-type{border-bottom:0}
@media (min-width:64rem){
.columns{display:grid;grid-template-columns:13rem minmax(0,1fr);gap:2.5rem}
nav{position:sticky;top:0;align-self:start;margin:0;padding-top:2rem;max-height:100vh;overflow:auto}
nav ol{flex-direction:column;gap:.1rem}
}
.tiles{display:flex;flex-wrap:wrap;gap:.75rem;margin:0}
.tiles div{flex:1 1 auto;min-width:7.5rem;display:flex;flex-direction:column-reverse;justify-content:flex-end;background:var(--surface);border-radius:10px;padding:.8rem 1rem}
.tiles dt{color:var(--quiet);font-size:.88rem}
.tiles dd{margin:0;font-size:1.5rem;font-weight:600;letter-spacing:-.01em;font-variant-numeric:tabular-nums}
.findings{margin:0;padding-left:1.4rem}
.findings li{margin:.45rem 0;padding-left:.2rem}
.findings a{font-weight:600}
`;

const tables = `
.scroll{overflow-x:auto;max-width:100%;margin:.5rem 0}
table{border-collapse:collapse;font-size:.92rem;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:.32rem .7rem .32rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:normal}
th[scope=row]{font-weight:500;min-width:6rem;overflow-wrap:anywhere;position:sticky;left:0;background:var(--page)}
thead th{font-weight:600;color:var(--quiet);font-size:.85rem;vertical-align:bottom;white-space:nowrap}
.number{text-align:right;white-space:nowrap}
.number+td:not(.number),.number+th:not(.number){padding-left:.7rem}
details{margin:.4rem 0;font-size:.94rem}
summary{cursor:pointer;color:var(--accent);width:fit-content}
.badge{display:inline-block;white-space:nowrap;border-radius:99px;padding:.05rem .6rem;font-size:.84rem;font-weight:600}
.badge.met{color:var(--good);background:var(--good-ground)}
.badge.short{color:var(--bad);background:var(--bad-ground)}
.badge.unknown{color:var(--open);background:var(--open-ground)}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;font-size:.9rem;color:var(--quiet)}
.legend svg{width:.75rem;height:.75rem;margin-right:.35rem}
.matrix table{width:auto}
.matrix th[scope=col]{height:7.5rem;padding:0 .1rem .3rem}
.matrix td,.matrix th[scope=row]{padding:1px;border:0}
.matrix th[scope=row]{padding-right:.6rem;vertical-align:middle}
.turned{writing-mode:vertical-rl;transform:rotate(180deg);max-height:7rem;overflow:hidden;text-overflow:ellipsis}
.shade,.self{display:block;min-width:2.1rem;padding:.22rem .3rem;text-align:center;border-radius:3px}
.self{color:var(--quiet);outline:1px dashed var(--line);outline-offset:-1px}
.shade0{color:var(--quiet)}
${Array.from({ length: 8 }, (_, i) => `.shade${i + 1}{background:color-mix(in srgb,var(--train) ${(i + 1) * 5}%,var(--page))}`).join('\n')}
`;

const charts = `
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr));gap:1.5rem 2rem}
figure{margin:0;min-width:0}
figcaption{font-size:.92rem;font-weight:600;margin-bottom:.5rem}
figure p{font-size:.92rem;color:var(--quiet)}
.chart{display:block;width:100%;max-width:30rem;height:auto}
svg text{font-size:12px;text-anchor:middle;fill:var(--ink)}
svg .quiet{fill:var(--quiet)}
svg .end{text-anchor:end}
svg .fill,svg .train{fill:var(--train)}
svg .val{fill:var(--val)}
svg .test{fill:var(--test)}
svg .ghost{fill:var(--ghost)}
svg .axis{stroke:var(--line)}
svg .frame{fill:var(--surface);stroke:var(--line)}
svg .anchor{fill:var(--page);stroke:var(--bad);stroke-width:1.5}
svg .anchor-name{fill:var(--bad);font-weight:600}
svg .marked{fill:var(--bad-ground)}
svg .spread{stroke:var(--train);stroke-width:3;stroke-linecap:round}
.bar{display:block;width:100%;min-width:8rem;height:1rem;margin-top:.2rem}
.range{display:block;width:10rem;height:1rem;margin-top:.2rem}
`;

const pictures = `
.sheet{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,9rem),1fr));gap:.9rem}
.photo svg{display:block;width:100%;height:8.5rem;background:var(--surface);border-radius:6px}
.photo figcaption{font-size:.78rem;font-weight:400;line-height:1.35;color:var(--quiet);margin:.3rem 0 0}
.missing{background:var(--surface);border:1px dashed var(--line);border-radius:6px;padding:.8rem;font-size:.88rem;color:var(--quiet)}
.photo .missing{min-height:8.5rem;margin:0}
.box{fill:transparent;stroke-width:2.5;vector-effect:non-scaling-stroke}
.halo{stroke:#000;stroke-opacity:.65;stroke-width:4.5}
.other{stroke:#fff;stroke-opacity:.75;stroke-width:1;stroke-dasharray:3 2}
.boxes-hidden .box{display:none}
.store{position:absolute}
.group{margin-bottom:1.2rem}
`;

const paper = `
@media print{
@page{margin:14mm}
body{font-size:9.5pt}
th,td{padding:.12rem .5rem .12rem 0}
th[scope=row]{position:static}
.page{padding:0;max-width:none}
nav,.skip,.screen-only,button,details:not([open]){display:none}
a{color:inherit;text-decoration:none}
section{padding:1rem 0;border:0}
h2,h3{break-after:avoid}
figure,tr,.tiles div{break-inside:avoid}
thead{display:table-header-group}
.scroll{overflow:visible}
.charts{grid-template-columns:repeat(3,1fr);gap:6mm}
.sheet{grid-template-columns:repeat(6,1fr);gap:3mm}
.photo svg{height:24mm}
svg,.badge,.shade,.tiles div{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;

/** The style sheet that all pages share; it names no file and no host. */
export const pageStyle = [colorRules, text, layout, tables, charts, pictures, paper].join('');
