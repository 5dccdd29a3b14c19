// The style sheet of every page: light and dark, from a phone's width up.
#pragma once

#include <string_view>

namespace strads::report {

inline constexpr std::string_view page_style = R"css(
:root { color-scheme: light dark; --paper: #fff; --ink: #1d232b; --soft: #66707c; --rule: #e3e6ea; --axis: #aab2bb;
  --panel: #f7f8f9; --good: #2f7d4f; --bad: #b3402c;
  --c0: #2f66ad; --c1: #bd5b33; --c2: #3f8a55; --c3: #80549e; --c4: #9a7913; --c5: #2c8995; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171b; --ink: #e4e7eb; --soft: #97a1ac; --rule: #2a2f36;
  --axis: #59626c; --panel: #1b1f24; --good: #6fbf8b; --bad: #e58871;
  --c0: #7aaae6; --c1: #e2956f; --c2: #7cc392; --c3: #bb97d6; --c4: #d3b454; --c5: #68bfca; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.45;
  font: 15px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 1080px; margin: 0 auto; padding: 28px 20px 48px; }
h1 { font-size: 24px; font-weight: 600; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 16px; font-weight: 600; margin: 36px 0 10px; }
code { display: block; font: 12.5px/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; color: var(--soft);
  overflow-wrap: anywhere; }
.status { font-weight: 600; } .good { color: var(--good); } .bad { color: var(--bad); }
dl.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 14px 20px; margin: 22px 0 0;
  padding: 16px 0; border-top: 1px solid var(--rule); border-bottom: 1px solid var(--rule); }
dl.facts dt { color: var(--soft); font-size: 12.5px; } dl.facts dd { margin: 0; font-size: 17px; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 30px 36px;
  margin-top: 30px; }
figure { margin: 0; } figcaption { font-weight: 600; margin-bottom: 6px; }
svg { display: block; width: 100%; height: auto; font: 12px system-ui, "Segoe UI", Roboto, sans-serif; }
.grid { stroke: var(--rule); stroke-width: 1; } .axis { stroke: var(--axis); stroke-width: 1; }
.reference { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 4 4; }
.halo { paint-order: stroke; stroke: var(--paper); stroke-width: 4; stroke-linejoin: round; }
.tick, .name { fill: var(--soft); } .label { fill: var(--c); font-size: 11.5px; }
.line { fill: none; stroke: var(--c); stroke-width: 1.6; stroke-linejoin: round; } .strokes { stroke-width: 1; opacity: .55; } .line:hover { stroke-width: 3; }
.leader { fill: none; stroke: var(--c); stroke-width: 1; opacity: .5; }
.dot { fill: var(--c); stroke: transparent; stroke-width: 9; } .dot:hover { fill: var(--ink); }
.c0 { --c: var(--c0); } .c1 { --c: var(--c1); } .c2 { --c: var(--c2); }
.c3 { --c: var(--c3); } .c4 { --c: var(--c4); } .c5 { --c: var(--c5); }
.scroll { overflow: auto; max-height: 420px; border: 1px solid var(--rule); border-radius: 6px; }
table { border-collapse: collapse; width: 100%; font-size: 13.5px; white-space: nowrap; }
th { position: sticky; top: 0; background: var(--panel); color: var(--soft); font-weight: 500; }
th, td { text-align: right; padding: 5px 14px; } tbody tr + tr td { border-top: 1px solid var(--rule); }
th.text, td.text { text-align: left; }
details { margin-top: 30px; } summary { cursor: pointer; font-weight: 600; }
dl.settings { columns: 3 240px; column-gap: 32px; font-size: 13.5px; margin: 12px 0 0; }
dl.settings div { display: flex; justify-content: space-between; gap: 12px; border-bottom: 1px solid var(--rule);
  padding: 3px 0; break-inside: avoid; }
dl.settings dt { color: var(--soft); } dl.settings dd { margin: 0; text-align: right; overflow-wrap: anywhere; }
footer { margin-top: 40px; color: var(--soft); font-size: 13px; }
)css";

}  // namespace strads::report
