// A page that was made some days ago: what is over goes, what opened comes, and words about days are those of today.
// The words are with the script itself.
{
  const words = document.currentScript.dataset;
  const zone = document.documentElement.dataset.zone;
  // YYYY-MM-DD HH:MM:SS where the site is.
  const now = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(new Date());
  const today = now.slice(0, 10);
  // `until` is the last day, or a minute of it; nothing: there is no end.
  const isOver = (until) => !!until && (until.length > 10 ? now >= until : today > until);
  const isOpen = (item) => !isOver(item.dataset.last) && !(item.dataset.opens > today);

  for (const cell of document.querySelectorAll('[data-day]')) {
    if (cell.dataset.day === today) cell.setAttribute('aria-current', 'date');
    else cell.removeAttribute('aria-current');
  }

  const daysLeft = (day) => {
    const days = Math.round((Date.parse(day) - Date.parse(today)) / 86400000);
    const left = document.createElement(days > 14 ? 'span' : 'strong');
    left.className = 'days-left';
    left.dataset.to = day;
    left.textContent = days > 1 ? words.days.replace('{days}', days) : days ? words.day : words.last;
    left.hidden = days < 0;
    return left;
  };
  const said = (state, text) => {
    const parts = [document.createElement('b'), document.createElement('span')];
    parts[0].textContent = state;
    parts[1].textContent = text;
    return parts;
  };
  for (const one of document.querySelectorAll('.window:is([data-opens], [data-closes])')) {
    const { opens, closes, date = '' } = one.dataset;
    if (isOver(closes)) {
      one.replaceChildren(...said(words.closed, words.closedOn.replace('{date}', date)).flatMap((part) => [part, ' ']));
      one.className = 'window';
    } else if (opens <= today) {
      const parts = said(words.open, closes ? words.until.replace('{date}', date) : words.endless);
      if (closes) parts.push(daysLeft(closes.slice(0, 10)));
      one.replaceChildren(...parts.flatMap((part) => [part, ' ']));
      one.className = 'window open';
    }
  }
  for (const left of document.querySelectorAll('.days-left')) {
    const right = daysLeft(left.dataset.to);
    if (right.textContent !== left.textContent || right.hidden) left.replaceWith(right);
  }

  // The number of rows that show, the list without any, and what is said instead of it.
  const settle = (list) => {
    const rows = list.querySelectorAll('[data-last]:not([hidden])').length;
    for (const count of list.querySelectorAll('[data-count]')) {
      count.textContent = count.textContent.replace(/\d+/, rows);
      count.hidden = !rows;
    }
    for (const own of list.querySelectorAll('ul.rows')) own.hidden = !rows;
    for (const none of list.querySelectorAll('[data-none]')) none.hidden = !!rows;
    if (list.dataset.state && list.dataset.state !== 'open') list.hidden = !rows;
  };

  // In a list of what is open, what closes first comes first; what has no end comes last.
  const place = (row, rows, isOpenList) => {
    const rank = (one) => one.dataset.last || '~';
    const next = [...rows.children].find((other) => other !== row && isOpenList && (other.hidden || rank(other) > rank(row)));
    rows.insertBefore(row, next ?? null);
  };

  const past = document.querySelector('[data-past]');
  for (const list of document.querySelectorAll('[data-coming]')) {
    const items = [...list.querySelectorAll('[data-last]')];
    const over = items.filter((item) => isOver(item.dataset.last));
    const opened = items.filter((item) => item.hidden && isOpen(item));
    // The days of one event stay when all of them are over.
    if (!past && !list.querySelector('[data-none]') && over.length === items.length) continue;
    for (const item of opened) {
      item.hidden = false;
      place(item, item.parentElement, true);
    }
    for (const item of over) {
      if (past) past.prepend(item);
      else item.remove();
    }
    for (const section of list.querySelectorAll('section')) section.hidden = !section.querySelector('[data-last]');
    if (over.length || opened.length) settle(list);
    if ('kind' in list.dataset) list.hidden = !list.querySelector('[data-last]');
  }
  // Of no kind is anything open, or opens later.
  const kinds = [...document.querySelectorAll('[data-kind]')];
  if (kinds.length && kinds.every((kind) => kind.hidden)) {
    for (const none of document.querySelectorAll('[data-kind] ~ [data-none]')) none.hidden = false;
  }

  // Rows in groups by whether one can take part.
  const group = (state) => document.querySelector(`[data-state="${state}"]`);
  for (const from of document.querySelectorAll('[data-state="later"], [data-state="open"]')) {
    for (const row of from.querySelectorAll('[data-last]')) {
      const state = isOver(row.dataset.last) ? 'closed' : isOpen(row) ? 'open' : 'later';
      const to = group(state);
      if (to === from) continue;
      place(row, to.querySelector('ul'), state === 'open');
      for (const changed of [from, to]) settle(changed);
    }
  }
}
