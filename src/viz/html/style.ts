/**
 * How the page looks around its picture. Colours are the picture's own; light and dark are two sheets, of which the
 * second is switched by its `media`, so that a page needs no inline styles.
 */
import { colours, rules } from '../svg/index.ts';

const variables = (scheme: Readonly<Record<string, string>>): string =>
  `:root{${Object.entries(scheme)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';')}}`;

const LAYOUT = `
*{box-sizing:border-box}
html,body{height:100%;margin:0}
body{background:var(--bg);color:var(--ink);font:13px/1.45 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif;overflow:hidden}
[hidden]{display:none!important}
#still{position:absolute;inset:0;overflow:auto}
#still>svg{display:block;width:100%;height:100%}
html.live #still{display:none}
noscript p,.failed{position:absolute;left:0;right:0;bottom:0;margin:0;padding:8px 16px;background:var(--card);border-top:1px solid var(--line)}
#app{position:absolute;inset:0;display:grid;grid-template:auto 1fr/auto 1fr auto;grid-template-areas:"bar bar bar" "list picture side"}
html:not(.live) #app{display:none}
.ui-bar{grid-area:bar;display:flex;align-items:center;gap:8px;padding:7px 12px;background:var(--card);border-bottom:1px solid var(--line);z-index:3;min-width:0}
.ui-bar h1{font-size:14px;font-weight:650;margin:0 6px 0 0;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;max-width:26vw}
.ui-grow{flex:1}
.ui-group{display:inline-flex}
.ui-group button{border-radius:0;margin-left:-1px}
.ui-group button:first-child{border-radius:6px 0 0 6px;margin-left:0}
.ui-group button:last-child{border-radius:0 6px 6px 0}
.ui-group button:only-child{border-radius:6px}
button,.ui-input{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:3px 9px;min-height:28px;cursor:pointer}
button:hover{background:var(--badge)}
button[aria-pressed=true],button[aria-expanded=true].ui-toggle{background:var(--router);border-color:var(--router-line);font-weight:600}
button:disabled{opacity:.55;cursor:default}
button.ui-small{min-height:24px;padding:1px 7px;font-size:12px}
:focus-visible{outline:2.5px solid var(--router-line);outline-offset:1px}
.ui-search{position:relative;width:min(340px,34vw)}
.ui-input{width:100%;cursor:text;padding:3px 28px 3px 9px}
.ui-hint{position:absolute;right:8px;top:5px;font-size:11px;line-height:16px;padding:0 5px;border:1px solid var(--line);border-radius:4px;color:var(--muted);pointer-events:none}
.ui-results{position:absolute;right:0;top:34px;width:max(100%,440px);max-width:92vw;max-height:min(70vh,560px);overflow:auto;margin:0;padding:4px;list-style:none;background:var(--card);border:1px solid var(--line);border-radius:8px;box-shadow:0 8px 28px rgb(0 0 0/.22);z-index:9}
.ui-results li{padding:5px 9px;border-radius:5px;cursor:pointer;overflow-wrap:anywhere}
.ui-results li[aria-selected=true]{background:var(--router);outline:1.5px solid var(--router-line);outline-offset:-1.5px}
.ui-results .ui-none{cursor:default;color:var(--muted)}
.ui-kind{display:inline-block;min-width:64px;margin-right:8px;font-size:10px;letter-spacing:.05em;text-transform:uppercase;color:var(--muted)}
.ui-name{font-weight:600}
.ui-view{margin-left:8px;padding:0 6px;font-size:11px;white-space:nowrap;border:1px solid var(--line);border-radius:8px;color:var(--muted)}
.ui-where{display:block;font-size:11.5px;color:var(--muted)}
.ui-picture{grid-area:picture;position:relative;overflow:hidden;overflow:clip;min-width:0;min-height:0;background:var(--bg);cursor:grab;touch-action:none;user-select:none}
.ui-picture.dragging{cursor:grabbing}
.ui-picture.pointing{cursor:pointer}
.ui-stage{position:absolute;left:0;top:0;transform-origin:0 0;will-change:transform}
.ui-stage>*{position:absolute;left:0;top:0;display:block}
.ui-stage svg{overflow:hidden}
.ui-picture .card{outline:none}
.ring{fill:none;stroke:var(--router-line);stroke-width:3;vector-effect:non-scaling-stroke}
.ring.now{stroke:var(--taken);stroke-dasharray:7 4}
.ring.part{fill:var(--router-line);fill-opacity:.16;stroke-width:2}
.way{fill:none;stroke:var(--taken);stroke-width:7;stroke-opacity:.35;stroke-linecap:round}
.fold circle{fill:var(--card);stroke:var(--muted);stroke-width:1.3}
.fold path{stroke:var(--ink);stroke-width:1.6;fill:none}
.fold:hover circle{fill:var(--badge)}
.stay circle{fill:var(--card);stroke:var(--muted);stroke-width:1.3}
.stay path{fill:var(--ink)}
.ui-foot{position:absolute;left:10px;right:10px;bottom:8px;display:flex;gap:6px;flex-wrap:wrap;align-items:center;pointer-events:none;cursor:default}
.ui-foot>*{pointer-events:auto;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:2px 8px;font-size:12px;max-width:100%;overflow-wrap:anywhere}
.ui-foot .ui-summary{color:var(--muted)}
.ui-foot button{min-height:0}
.ui-panel{display:flex;flex-direction:column;min-height:0;background:var(--card);overflow:hidden}
.ui-list{grid-area:list;width:min(420px,42vw);border-right:1px solid var(--line)}
.ui-side{grid-area:side;width:min(340px,42vw);border-left:1px solid var(--line);overflow:auto;display:flex;flex-direction:column}
.ui-head{display:flex;align-items:center;gap:8px;padding:8px 12px;border-bottom:1px solid var(--line);flex:none}
.ui-head h2{font-size:13px;margin:0;flex:1;overflow-wrap:anywhere}
.ui-scroll{overflow:auto;flex:1;min-height:0}
.ui-body{padding:10px 12px}
.ui-body h3{margin:0 0 2px;font-size:14px;overflow-wrap:anywhere}
.ui-lines{margin:6px 0;padding:0;list-style:none;overflow-wrap:anywhere}
.ui-lines li{padding:1px 0;unicode-bidi:isolate}
.ui-command{display:flex;gap:6px;align-items:center;margin:5px 0}
.ui-command code{flex:1;font:11.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;background:var(--bg);border:1px solid var(--line);border-radius:5px;padding:3px 7px;overflow-wrap:anywhere}
.ui-buttons{display:flex;flex-wrap:wrap;gap:5px;margin-top:10px}
.ui-list table{border-collapse:collapse;width:100%;font-size:12px;table-layout:fixed}
.ui-list thead th:nth-child(1){width:34%}
.ui-list thead th:nth-child(2){width:19%}
.ui-list thead th:nth-child(4){width:62px}
.ui-list caption{text-align:left;padding:6px 12px;color:var(--muted)}
.ui-list th,.ui-list td{text-align:left;vertical-align:top;padding:4px 8px;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
.ui-list thead th{position:sticky;top:0;background:var(--card);font-weight:600;color:var(--muted)}
.ui-list tr[aria-current]{background:var(--router)}
.ui-list td button.ui-link{text-align:left}
.ui-list tr.ui-part td:first-child{padding-left:24px}
button.ui-link{border:0;background:none;padding:0;min-height:24px;font-weight:600;text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:2px;overflow-wrap:anywhere}
.ui-pages{display:flex;gap:6px;align-items:center;padding:7px 12px;border-top:1px solid var(--line);flex:none}
.ui-steps{list-style:none;margin:0;padding:4px}
.ui-steps>li{border-radius:6px}
.ui-steps>li>button{display:flex;gap:8px;width:100%;text-align:left;border:0;background:none;align-items:baseline}
.ui-steps>li>button:hover{background:var(--badge)}
.ui-steps>li[aria-current]{background:var(--router);outline:1.5px solid var(--router-line);outline-offset:-1.5px}
.ui-number{flex:none;min-width:20px;height:20px;border-radius:10px;background:var(--taken);color:var(--on-taken);font-size:11px;font-weight:700;text-align:center;line-height:20px;padding:0 4px}
.ui-step{padding:0 10px 8px 38px}
.ui-step h4{margin:6px 0 0;font-size:11px;color:var(--muted)}
.ui-mono{font:11.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.ui-verdict{margin:8px 12px;padding:6px 10px;border-radius:6px;border:1.5px solid var(--muted);font-weight:650;overflow-wrap:anywhere}
.ui-verdict.good{border-color:var(--good);color:var(--good)}
.ui-verdict.bad{border-color:var(--bad);color:var(--bad)}
.ui-verdict.warn{border-color:var(--warn);color:var(--warn)}
.ui-hover{position:absolute;z-index:5;width:max-content;max-width:min(400px,90%);max-height:60%;overflow:auto;background:var(--card);border:1px solid var(--line);border-radius:8px;box-shadow:0 6px 22px rgb(0 0 0/.2);padding:9px 12px;font-size:12px;cursor:default;user-select:text}
dialog{background:var(--card);color:var(--ink);border:1px solid var(--line);border-radius:10px;padding:18px 22px;max-width:min(680px,92vw);max-height:86vh;overflow:auto}
dialog::backdrop{background:rgb(0 0 0/.4)}
dialog h2{margin:0 0 10px;font-size:16px}
dialog table{border-collapse:collapse;width:100%}
dialog th,dialog td{text-align:left;padding:4px 10px 4px 0;vertical-align:top;font-weight:400}
kbd{font:11.5px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;border:1px solid var(--line);border-bottom-width:2px;border-radius:4px;padding:0 5px;background:var(--bg);white-space:nowrap}
.ui-quiet{color:var(--muted)}
.ui-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.ui-skip{position:absolute;left:8px;top:-60px;z-index:10}
.ui-skip:focus{top:8px}
@media (max-width:760px){.ui-bar h1,.ui-wide{display:none}.ui-list,.ui-side{position:absolute;top:46px;bottom:0;z-index:4;width:min(340px,90vw)}.ui-side{right:0}}
@media (prefers-reduced-motion:no-preference){.ui-bar button{transition:background-color .12s}}
@media (forced-colors:active){.ring,.fold circle,.fold path{stroke:Highlight}}
@media print{
@page{margin:10mm}
body{overflow:visible;background:none}
#app,noscript,.failed{display:none!important}
html #still,html.live #still{display:block;position:static;overflow:visible}
#still>svg{width:100%;height:auto;max-height:98vh}
.bg{fill:#fff!important}
}
`;

/** Rules of the picture that speak of its background, which the page has. */
export const sheets = {
  layout: LAYOUT,
  light: `${variables(colours.light)}\n:root{color-scheme:light}\n${rules('light')}`,
  dark: `${variables(colours.dark)}\n:root{color-scheme:dark}\n${rules('dark')}`,
};

export const DARK_ID = 'dark';

/** When the dark sheet applies. Paper is always light. */
export const DARK_MEDIA = {
  auto: 'screen and (prefers-color-scheme:dark)',
  dark: 'screen',
  light: 'not all',
};
