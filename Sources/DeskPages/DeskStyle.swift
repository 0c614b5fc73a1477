import Pages

/// The desk's style sheet: that of all pages, and what only the desk has.
enum DeskStyle {
  /// The whole sheet.
  static let text = PageStyle.text + frame + list + request + forms + narrow + print

  /// The bar on top, the way past it, marks of state.
  private static let frame = """
    header { margin-bottom: 28px; padding-bottom: 22px; }
    .site { display: flex; flex-wrap: wrap; gap: 4px 24px; justify-content: space-between;
      align-items: center; margin: 0 0 clamp(20px, 3.4vw, 40px); font-size: 15px; }
    .site nav { display: flex; gap: 4px 20px; align-items: center; }
    .site a { text-decoration: none; padding: 4px 0; }
    .site a:hover { text-decoration: underline; }
    .site form { display: flex; gap: 12px; align-items: center; margin: 0; }
    .brand { margin: 0; font-weight: 700; letter-spacing: -.01em; }
    .whoami { color: var(--soft); overflow-wrap: anywhere; }
    .skip { position: absolute; left: 16px; top: -60px; padding: 8px 14px; background: var(--ink);
      color: var(--paper); z-index: 2; }
    .skip:focus { top: 8px; }
    main:focus { outline: none; }
    .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap; margin: 0; }
    .kicker a { color: inherit; }
    .badge { display: inline-block; padding: 1px 9px; border: 1px solid currentColor;
      border-radius: 99px; font-size: 13px; line-height: 1.5; font-weight: 600; color: var(--soft);
      white-space: nowrap; }
    .badge.open, .badge.approved { color: var(--mark); }
    .badge.approved, .badge.filled, .badge.you { color: var(--paper); background: var(--mark);
      border-color: var(--mark); }
    .badge.released { color: var(--paper); background: var(--ink); border-color: var(--ink); }
    .badge.denied { color: var(--paper); background: var(--stop); border-color: var(--stop); }
    .state { display: flex; flex-wrap: wrap; gap: 6px 18px; align-items: center; margin: 18px 0 0;
      max-width: none; }
    .empty { padding: 40px 0; color: var(--soft); font-size: 17px; }
    .notice { max-width: 46em; padding: 8px 0 40px; font-size: 17px; }
    .notice p { margin-bottom: 18px; }
    footer { margin-top: 8px; }
    footer > .note:last-child { margin: 20px 0 0; }

    """

  /// The list.
  private static let list = """
    .states ul { display: flex; flex-wrap: wrap; gap: 4px 6px; list-style: none; margin: 0 0 18px;
      padding: 0; max-width: none; }
    .states li { margin: 0; }
    .states a { display: block; padding: 5px 12px; border: 1px solid var(--line);
      border-radius: 99px; text-decoration: none; background: var(--card); }
    .states a:hover { border-color: var(--ink); }
    .states a[aria-current] { background: var(--ink); color: var(--paper);
      border-color: var(--ink); }
    .states a[aria-current] .count { color: inherit; }
    .count { color: var(--soft); font-variant-numeric: tabular-nums; }
    .filters { display: flex; flex-wrap: wrap; gap: 8px 10px; align-items: center;
      margin: 0 0 20px; }
    .filters label { margin: 0; font-weight: 400; color: var(--soft); }
    .filters select { width: auto; max-width: 100%; margin-right: 10px; }
    .requests { list-style: none; margin: 0; padding: 0; max-width: none;
      border-top: 1px solid var(--ink); }
    .request { display: grid; gap: 2px 24px; align-items: baseline; padding: 14px 0;
      margin: 0; border-bottom: 1px solid var(--line);
      grid-template-columns: minmax(0, 1fr); }
    .request p { margin: 0; overflow-wrap: anywhere; }
    .request h3 { margin: 0; font-size: 17px; overflow-wrap: anywhere; }
    .request h3 a { text-decoration: none; }
    .request h3 a:hover { text-decoration: underline; }
    .request .purpose { color: var(--soft); display: -webkit-box; -webkit-line-clamp: 2;
      -webkit-box-orient: vertical; overflow: hidden; }
    .request .where { display: flex; flex-wrap: wrap; gap: 6px; }
    .pages { display: flex; gap: 20px; padding: 20px 0; }
    .pages a { padding: 4px 0; }
    @media (min-width: 760px) {
      .request { grid-template-columns: 9.5em minmax(0, 1fr) 11em;
        grid-template-areas: "where what by" "where what far" "where what until"; }
      .request .where { grid-area: where; flex-direction: column; align-items: flex-start; }
      .request .what { grid-area: what; }
      .request .by { grid-area: by; }
      .request .far { grid-area: far; }
      .request .until { grid-area: until; }
    }
    @media (min-width: 1100px) {
      .request { grid-template-columns: 9.5em minmax(0, 1fr) 11em 7em 14em;
        grid-template-areas: "where what by far until"; }
      .request .note { display: block; }
    }

    """

  /// A request: what would leave on the left, deciding on the right.
  private static let request = """
    .done { margin: 18px 0 0; padding: 12px 16px; border: 1px solid var(--mark);
      border-left-width: 6px; background: var(--card); max-width: none; }
    .clauses, .decisions { list-style: none; margin: 0 0 16px; padding: 0; max-width: none; }
    .clause { padding: 10px 14px; margin: 0 0 8px; background: var(--card);
      border: 1px solid var(--line); border-left: 4px solid var(--line); }
    .clause.filled { border-left-color: var(--mark); }
    .clause p { margin: 0; max-width: none; }
    .clause .name { display: flex; flex-wrap: wrap; gap: 4px 12px; justify-content: space-between;
      align-items: center; overflow-wrap: anywhere; }
    .decisions li { padding: 10px 0; margin: 0; border-top: 1px solid var(--line); }
    .decisions p { margin: 0; overflow-wrap: anywhere; }
    blockquote { margin: 6px 0 2px; padding: 2px 0 2px 14px; border-left: 2px solid var(--line);
      overflow-wrap: anywhere; white-space: pre-line; }
    .policy { margin: 0 0 40px; }
    .way { margin: 0 0 12px; border-top: 1px solid var(--line); padding: 8px 0 0; }
    .way summary { margin: 0 0 8px; }
    table + table { margin-top: 22px; }
    .scroll table { min-width: 64em; }
    .scroll th, .scroll td { overflow-wrap: break-word; }
    .scroll .mono { overflow-wrap: anywhere; }
    .scroll time { white-space: nowrap; }
    .policy[open] summary { margin-bottom: 10px; }
    .office section > :last-child { margin-bottom: 0; }
    @media (min-width: 560px) { .facts { grid-template-columns: repeat(3, minmax(0, 1fr)); } }
    @media (min-width: 760px) { .facts { grid-template-columns: repeat(5, minmax(0, 1fr)); } }
    @media (min-width: 1000px) {
      .desk { display: grid; grid-template-columns: minmax(0, 7fr) minmax(0, 5fr); gap: 0 56px;
        align-items: start; }
      .jump { display: none; }
      .office { position: sticky; top: 0; max-height: 100vh; overflow-y: auto;
        padding: 12px 4px 12px 0; margin-top: -12px; }
    }

    """

  /// Fields and buttons.
  private static let forms = """
    label { display: block; margin: 0 0 4px; font-weight: 600; }
    textarea, select, input[type=file] { display: block; width: 100%; font: inherit;
      color: var(--ink); background: var(--card); border: 1px solid var(--soft);
      border-radius: 4px; padding: 7px 10px; }
    textarea { resize: vertical; min-height: 5.2em; margin-bottom: 12px; }
    .decide { margin: 0 0 24px; padding: 16px 18px; background: var(--card);
      border: 1px solid var(--line); border-radius: 6px; }
    .decide > :last-child { margin-bottom: 0; }
    .decide textarea, .decide input[type=file] { background: var(--paper); }
    .decide input[type=file] { margin-bottom: 6px; }
    .check { display: grid; grid-template-columns: 24px minmax(0, 1fr); gap: 0 8px; }
    .check input { width: 20px; height: 20px; margin: 2px 0 0; accent-color: var(--mark); }
    .check label { font-weight: 400; font-size: 15px; margin: 0; }
    .buttons { display: flex; flex-wrap: wrap; gap: 10px; margin: 14px 0 12px; }
    button, .button { font: inherit; font-weight: 600; line-height: 1.3; padding: 9px 20px;
      border-radius: 4px; border: 1px solid var(--ink); background: var(--ink);
      color: var(--paper); cursor: pointer; text-decoration: none; display: inline-block; }
    .buttons button { flex: 1 1 9em; }
    .buttons button.quiet { flex: none; }
    button:hover, .button:hover { filter: brightness(1.14); }
    button.yes { background: var(--mark); border-color: var(--mark); }
    button.deny { background: var(--stop); border-color: var(--stop); }
    button.quiet, a.quiet { background: none; color: var(--ink); border-color: var(--line);
      padding: 5px 12px; font-weight: 400; }
    a.quiet { border: 0; }
    button:disabled { opacity: 1; background: var(--track); border-color: var(--line);
      color: var(--soft); cursor: default; filter: none; }
    .result { margin: 0 0 16px; padding: 10px 14px; border: 1px solid var(--mark);
      border-left-width: 6px; background: var(--card); overflow-wrap: anywhere; }
    .result:empty { margin: 0; padding: 0; border: 0; background: none; }
    .result.failed { border-color: currentColor; background: var(--stop-paper);
      color: var(--stop); }

    """

  /// Telephones.
  private static let narrow = """
    @media (max-width: 559px) {
      .site form { width: 100%; justify-content: space-between; }
      .facts div:last-child:nth-child(odd) { grid-column: 1 / -1; }
      .filters { display: grid; grid-template-columns: minmax(0, 1fr); }
      .filters select { width: 100%; margin: 0; }
      .request .by, .request .far, .request .until { font-size: 14px; }
    }

    """

  /// Paper: what was seen, without what cannot be pressed there.
  private static let print = """
    @media print {
      .site, .skip, .filters, .states, .pages, .decide, .jump, #decide, .result
        { display: none; }
      .desk { display: block; }
      .office { position: static; max-height: none; overflow: visible; }
      .badge { border: 1px solid rgb(0, 0, 0); color: rgb(0, 0, 0) !important;
        background: none !important; }
      .clause, .request, .decisions li { break-inside: avoid; }
    }

    """
}
