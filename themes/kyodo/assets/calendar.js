// A page that was made some days ago: what is over goes among the past, today is today, and days left are not told.
{
  const zone = document.documentElement.dataset.zone;
  // YYYY-MM-DD where the site is.
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date());
  for (const cell of document.querySelectorAll('[data-day]')) {
    if (cell.dataset.day === today) cell.setAttribute('aria-current', 'date');
    else cell.removeAttribute('aria-current');
  }
  const past = document.querySelector('[data-past]');
  for (const list of document.querySelectorAll('[data-coming]')) {
    const items = [...list.querySelectorAll('[data-last]')];
    const over = items.filter((item) => item.dataset.last < today);
    const none = list.querySelector('[data-none]');
    // The days of one event stay when all of them are over.
    if (!past && !none && over.length === items.length) continue;
    for (const item of over) {
      if (past) past.prepend(item);
      else item.remove();
    }
    for (const section of list.querySelectorAll('section')) section.hidden = !section.querySelector('[data-last]');
    if (none) none.hidden = !!list.querySelector('[data-last]');
  }
  if (document.documentElement.dataset.made !== today) {
    for (const days of document.querySelectorAll('.days-left')) days.hidden = true;
  }
}
