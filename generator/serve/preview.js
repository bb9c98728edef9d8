// What the previewer adds to each page: opens it anew when a file has changed, and a bar at the bottom with what is
// wrong, whether the page is public, and the day that it is shown as of.
'use strict';
(() => {
  const own = document.currentScript;
  const base = own.src.replace(/[^/]*$/, '');
  const facts = own.dataset;
  const ja = document.documentElement.lang.startsWith('ja');
  const say = (japanese, english) => (ja ? japanese : english);
  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  // Who may edit opens the address with the token; it is kept for the pages and tabs of this server.
  const sent = location.hash.match(/^#kyodo-edit=([a-z0-9]+)$/);
  if (sent) {
    localStorage.setItem('kyodo-edit', sent[1]);
    history.replaceState(null, '', location.pathname + location.search);
  }
  function edit() {
    if (!facts.edit) return [];
    const token = localStorage.getItem('kyodo-edit');
    if (!token) {
      return [element('span', {}, say('編集するには、端末に出たアドレスから開きます。',
        'To edit, open the address that the terminal shows.'))];
    }
    const address = `${base}edit/${token}/file/${facts.edit}?lang=${ja ? 'ja' : 'en'}`;
    return [element('a', { href: address, class: 'edit' }, say('編集する', 'Edit'))];
  }

  const states = {
    draft: say('下書きです。公開されません。', 'A draft: it is not published.'),
    scheduled: say(`まだ公開されていません（${facts.from} から）。`, `Not public yet (from ${facts.from}).`),
    past: say(`公開は終わりました（${facts.until} まで）。`, `No longer public (until ${facts.until}).`),
    hidden: say('公開されていません。', 'Not public.'),
  };
  const severities = {
    error: say('誤り', 'Error'), warning: say('注意', 'Warning'), note: say('参考', 'Note'),
  };

  // The bar, in a part of its own, so that the site's styles do not reach it.
  const host = element('div', { id: 'kyodo-preview', lang: ja ? 'ja' : 'en' });
  const root = host.attachShadow({ mode: 'open' });
  const bar = element('section', { 'aria-label': say('下見', 'Preview') });
  root.append(element('link', { rel: 'stylesheet', href: base + 'preview.css' }), bar);
  document.body.append(host);
  let open = sessionStorage.getItem('kyodo-open') === 'yes';

  const editor = (root, path, line = 1, column = 1) => {
    const whole = path.startsWith('/') ? path : `${root.replace(/\/$/, '')}/${path}`;
    return `vscode://file${encodeURI(whole)}:${line || 1}:${column || 1}`;
  };

  function item(one, state) {
    const tongue = ja ? 'ja' : 'en';
    const place = one.path && element('a', { href: editor(state.root, one.path, one.line, one.column) },
      one.line ? `${one.path}:${one.line}` : one.path);
    return element('li', { class: one.severity },
      element('p', {}, element('strong', {}, severities[one.severity]), ' ', one.message[tongue]),
      element('p', { class: 'place' }, place || '', ' ', element('small', {}, one.rule)),
      ...(one.source ? [element('pre', {}, one.source)] : []),
      ...(one.hint ? [element('p', { class: 'hint' }, one.hint[tongue])] : []));
  }

  function count(state, severity) {
    return state.diagnostics.reduce((sum, one) => sum + (one.severity === severity ? one.more || 1 : 0), 0);
  }

  function summary(state) {
    const errors = count(state, 'error'), warnings = count(state, 'warning'), notes = count(state, 'note');
    if (!state.diagnostics.length) return say('問題は見つかっていません', 'Nothing wrong was found');
    const many = (count, what) => `${count} ${what}${count === 1 ? '' : 's'}`;
    return say(`誤り ${errors}・注意 ${warnings}・参考 ${notes}`,
      [many(errors, 'error'), many(warnings, 'warning'), many(notes, 'note')].join(', '));
  }

  const post = ({ day, drafts }) =>
    fetch(`${base}show?day=${day}&drafts=${drafts ? 'yes' : 'no'}`, { method: 'POST' });

  const DAY = 86400000;
  function controls(state) {
    const today = Date.parse(state.today), shown = Date.parse(state.day);
    const iso = (days) => new Date(today + days * DAY).toISOString().slice(0, 10);
    const date = element('input', { type: 'date', id: 'day', value: state.day });
    const slider = element('input', {
      type: 'range', min: -60, max: 400, value: Math.round((shown - today) / DAY),
      'aria-label': say('この日として見る', 'Seen as of this day'),
    });
    slider.oninput = () => { date.value = iso(Number(slider.value)); };
    const show = () => post({ day: date.value === state.today ? '' : date.value, drafts: state.drafts });
    slider.onchange = show;
    date.onchange = () => date.value && show();
    const drafts = element('input', { type: 'checkbox', id: 'drafts' });
    drafts.checked = state.drafts;
    drafts.onchange = () => post({ day: state.day === state.today ? '' : state.day, drafts: drafts.checked });
    return element('form', {},
      element('label', { for: 'day' }, say('この日として見る', 'Seen as of')), date, slider,
      element('span', {}, drafts, element('label', { for: 'drafts' },
        say('下書きと公開前のものも見せる', 'Show drafts and what is not public yet'))));
  }

  function draw(state) {
    const held = state.held.length ? [element('p', { class: 'held' },
      say('誤りがあるので、前の内容のままです: ', 'With an error in it, this is still as it was before: '),
      state.held.join(say('、', ', ')))] : [];
    const button = element('button', { type: 'button', 'aria-expanded': String(open), 'aria-controls': 'list' },
      summary(state));
    const list = element('div', { id: 'list' }, controls(state),
      element('ul', {}, ...state.diagnostics.slice(0, 200).map((one) => item(one, state))));
    list.hidden = !open;
    button.onclick = () => {
      open = !open;
      sessionStorage.setItem('kyodo-open', open ? 'yes' : 'no');
      list.hidden = !open;
      button.setAttribute('aria-expanded', String(open));
    };
    const page = facts.file ? [element('a', { href: editor(state.root, facts.file) }, facts.file)] : [];
    const why = facts.state ? [element('p', { class: 'state' }, states[facts.state])] : [];
    const day = state.day === state.today ? [] : [element('p', { class: 'state' },
      say(`${state.day} の画面です。`, `This is how it looks on ${state.day}.`))];
    bar.className = count(state, 'error') ? 'error' : count(state, 'warning') ? 'warning' : 'fine';
    bar.replaceChildren(list, ...held, ...why, ...day, element('div', { class: 'row' }, button, ...edit(), ...page));
    // The end of the page can be scrolled to above the bar.
    document.body.style.marginBottom = open ? '' : `${bar.offsetHeight}px`;
  }

  const refresh = async () => draw(await (await fetch(base + 'state.json')).json());

  // A page that nobody looks at does not listen: a browser gives a server six connections in all.
  let events = null;
  function listen() {
    if (document.hidden || events) return;
    events = new EventSource(base + 'events');
    events.addEventListener('version', (event) => {
      if (event.data !== facts.version) location.reload();
    });
    events.addEventListener('checked', () => refresh());
  }
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && events) { events.close(); events = null; }
    listen();
  });
  window.addEventListener('pagehide', () => events && events.close());
  refresh().finally(listen);
})();
