/// The one style of all pages: dark and light, 400 to 1600 pixels, black and white on paper.
package enum PageStyle {
  /// The style sheet.
  ///
  /// Contrast of text is at least 7 to 1 on both grounds (WCAG 2.2, 1.4.6), of marks at least 3 to 1.
  package static let text = """

    :root {
      --paper: rgb(251, 250, 248); --card: rgb(255, 255, 255); --ink: rgb(27, 29, 33);
      --soft: rgb(72, 77, 85); --line: rgb(217, 214, 208); --mark: rgb(29, 92, 99);
      --track: rgb(230, 227, 221); --tag: rgb(243, 231, 196); --stop: rgb(140, 29, 24);
      --stop-paper: rgb(251, 235, 233);
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: rgb(20, 22, 26); --card: rgb(27, 30, 36); --ink: rgb(236, 234, 230);
        --soft: rgb(185, 188, 194); --line: rgb(53, 58, 67); --mark: rgb(124, 199, 207);
        --track: rgb(43, 48, 56); --tag: rgb(77, 67, 34); --stop: rgb(255, 180, 171);
        --stop-paper: rgb(58, 27, 25);
      }
    }
    * { box-sizing: border-box; }
    html { background: var(--paper); color: var(--ink);
      font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif;
      -webkit-text-size-adjust: 100%; }
    body { margin: 0 auto; max-width: 1280px; padding: clamp(16px, 4vw, 56px); }
    header { border-bottom: 2px solid var(--ink); padding-bottom: 24px; margin-bottom: 32px; }
    .kicker { margin: 0 0 8px; color: var(--soft); font-size: 14px; letter-spacing: .02em; }
    h1 { margin: 0; font-size: clamp(26px, 4.2vw, 44px); line-height: 1.12; letter-spacing: -.018em;
      font-weight: 650; text-wrap: balance; overflow-wrap: anywhere; }
    h2 { margin: 0 0 12px; font-size: 19px; line-height: 1.3; letter-spacing: -.005em;
      font-weight: 650; }
    h3 { margin: 20px 0 6px; font-size: 15px; font-weight: 650; }
    .lead { margin: 12px 0 0; font-size: clamp(17px, 2vw, 20px); color: var(--soft);
      max-width: 46em; overflow-wrap: anywhere; }
    p { margin: 0 0 12px; max-width: 68ch; }
    .note { color: var(--soft); font-size: 14px; }
    section { margin: 0 0 40px; min-width: 0; }
    .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
      margin: 24px 1px 0 0; padding: 1px 0 0 1px; }
    .facts div { background: var(--card); border: 1px solid var(--line); margin: -1px 0 0 -1px;
      margin-right: 0; padding: 12px 16px; }
    .facts dt { color: var(--soft); font-size: 14px; }
    .facts dd { margin: 2px 0 0; font-size: 24px; line-height: 1.2; font-weight: 600;
      font-variant-numeric: tabular-nums; letter-spacing: -.01em; }
    .facts dd small { display: block; font-size: 14px; font-weight: 400; color: var(--soft);
      letter-spacing: 0; }
    .warning { margin: 20px 0 0; padding: 12px 16px; border: 1px solid currentColor;
      border-left-width: 6px; background: var(--stop-paper); color: var(--stop); }
    .warning p { margin: 0; }
    .pairs { display: grid; grid-template-columns: minmax(7em, max-content) minmax(0, 1fr);
      gap: 6px 20px; margin: 0; }
    .pairs dt { color: var(--soft); }
    .pairs dd { margin: 0; overflow-wrap: anywhere; }
    table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
    caption { text-align: left; color: var(--soft); font-size: 14px; padding: 0 0 8px; }
    th, td { padding: 7px 12px 7px 0; border-bottom: 1px solid var(--line); text-align: left;
      vertical-align: top; overflow-wrap: anywhere; }
    th:last-child, td:last-child { padding-right: 0; }
    thead th { font-size: 14px; font-weight: 600; color: var(--soft);
      border-bottom: 1px solid var(--ink); overflow-wrap: normal; }
    tbody th { font-weight: 400; }
    .number { text-align: right; white-space: nowrap; overflow-wrap: normal; width: 1%; }
    .letter { width: 2.4em; font-weight: 650; }
    .bar { display: block; width: 100%; height: 8px; margin: 5px 0 1px; }
    .track { fill: var(--track); }
    .fill { fill: var(--mark); }
    .mono, code, pre { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas,
      "DejaVu Sans Mono", monospace; font-size: .875em; font-variant-ligatures: none;
      overflow-wrap: anywhere; }
    pre { margin: 0; padding: 10px 14px; background: var(--card); border: 1px solid var(--line);
      white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }
    figure { margin: 0 0 14px; }
    figcaption { margin: 0 0 4px; font-size: 14px; color: var(--soft); overflow-wrap: anywhere; }
    mark { background: var(--tag); color: inherit; padding: 0 2px; font-weight: 600; }
    summary { cursor: pointer; font-weight: 600; padding: 4px 0; }
    ul, ol { margin: 0 0 12px; padding-left: 1.3em; max-width: 72ch; }
    li { margin: 0 0 4px; overflow-wrap: anywhere; }
    a { color: inherit; text-decoration-thickness: 1px; text-underline-offset: 3px; }
    :focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
    footer { border-top: 2px solid var(--ink); padding-top: 20px; font-size: 14px; }
    .scroll { overflow-x: auto; }
    .scroll table { min-width: 40em; }
    .columns { display: block; }
    .no { color: var(--stop); font-weight: 600; }
    @media (min-width: 1000px) {
      .columns { display: grid; grid-template-columns: minmax(0, 7fr) minmax(0, 5fr);
        gap: 0 56px; grid-template-areas: "what who" "all all"; align-items: start; }
      .who { grid-area: who; }
      .what { grid-area: what; }
      .all { grid-area: all; }
    }
    @media (max-width: 559px) {
      .pairs { grid-template-columns: minmax(0, 1fr); gap: 0; }
      .pairs dd { margin: 0 0 10px; }
      .facts { grid-template-columns: repeat(2, minmax(0, 1fr)); }
      .facts div { padding: 10px 12px; }
    }
    @media print {
      :root {
        --paper: rgb(255, 255, 255); --card: rgb(255, 255, 255); --ink: rgb(0, 0, 0);
        --soft: rgb(34, 34, 34); --line: rgb(119, 119, 119); --mark: rgb(0, 0, 0);
        --track: rgb(255, 255, 255); --tag: rgb(255, 255, 255); --stop: rgb(0, 0, 0);
        --stop-paper: rgb(255, 255, 255);
      }
      @page { margin: 16mm; }
      html { font-size: 10pt; }
      body { padding: 0; max-width: none; }
      .columns { display: block; }
      .scroll { overflow: visible; }
      .scroll table { min-width: 0; font-size: 8.5pt; }
      .track { stroke: rgb(119, 119, 119); stroke-width: 1px; vector-effect: non-scaling-stroke; }
      mark { border: 1px solid rgb(0, 0, 0); }
      tr, figure, .facts, .warning { break-inside: avoid; }
      h2, h3, caption { break-after: avoid; }
      thead { display: table-header-group; }
      details:not([open]) { display: none; }
    }

    """
}
