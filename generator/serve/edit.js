// A page for editing: checks what is typed with kyodo's own rules, shows Markdown as it will look, adds lines, and asks
// before what was typed is left behind. Without it the form works as well; it is then checked when it is saved.
'use strict';
(() => {
  const ja = document.documentElement.lang === 'ja';
  const say = (japanese, english) => (ja ? japanese : english);
  const form = document.querySelector('form[data-check]');
  const notice = document.querySelector('.notice');
  if (notice) notice.focus();
  if (!form) return;

  const state = document.getElementById('state');
  const asSent = () => new URLSearchParams(new FormData(form));
  const first = asSent().toString();
  const isChanged = () => asSent().toString() !== first;
  const post = (address) => fetch(address, { method: 'POST', body: asSent() });

  let leaving = false;
  form.addEventListener('submit', () => { leaving = true; });
  window.addEventListener('beforeunload', (event) => {
    if (!leaving && isChanged()) event.preventDefault();
  });
  window.addEventListener('pageshow', () => { leaving = false; });

  // What is told of a field stands below it.
  const controlsOf = (name) => form.querySelectorAll(`[name="${CSS.escape(name)}"]:not([type="hidden"])`);
  function tell(problems, summary) {
    for (const list of form.querySelectorAll('.told')) list.replaceChildren();
    for (const control of form.querySelectorAll('[aria-invalid]')) control.removeAttribute('aria-invalid');
    for (const one of problems) {
      const list = one.name && document.getElementById(`told:${one.name}`);
      if (!list) continue;
      const item = document.createElement('li');
      item.className = one.severity;
      item.textContent = one.hint ? `${one.message}\n${one.hint}` : one.message;
      list.append(item);
      if (one.severity === 'error') for (const control of controlsOf(one.name)) control.setAttribute('aria-invalid', 'true');
    }
    const section = document.getElementById('problems');
    section.hidden = !summary;
    section.querySelector('ul').innerHTML = summary;
    const errors = problems.filter((one) => one.severity === 'error').length;
    state.textContent = errors ? say(`誤りが ${errors} 件あります`, `${errors} ${errors === 1 ? 'error' : 'errors'}`)
      : isChanged() ? say('誤りはありません。まだ保存していません', 'No errors. Not saved yet') : '';
  }

  let waiting = 0, asked = 0;
  async function check() {
    const number = ++asked;
    try {
      const answer = await post(form.dataset.check);
      if (!answer.ok) throw new Error(String(answer.status));
      const { problems, summary } = await answer.json();
      if (number === asked) tell(problems, summary);
    } catch {
      state.textContent = say('kyodo serve につながりません。入力した文は、この画面に残っています',
        'kyodo serve does not answer. What you typed is still on this page');
    }
  }
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(check, 600);
  });

  // A link to a field that is folded away opens it.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    event.preventDefault();
    for (let at = target.closest('details'); at; at = at.parentElement.closest('details')) at.open = true;
    target.focus();
    target.scrollIntoView({ block: 'center' });
  });

  for (const button of form.querySelectorAll('button.more')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      const lines = button.parentElement.querySelectorAll('input');
      const last = lines[lines.length - 1], next = last.cloneNode();
      next.value = '';
      next.id = `${last.name}:${lines.length + 1}`;
      next.setAttribute('aria-label', last.getAttribute('aria-label').replace(/\d+$/, lines.length + 1));
      last.after(next);
      next.focus();
    });
  }

  for (const area of form.dataset.preview ? form.querySelectorAll('[data-markdown]') : []) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'look';
    button.textContent = say('どう見えるか', 'How it will look');
    button.setAttribute('aria-expanded', 'false');
    const shown = document.createElement('div');
    shown.className = 'shown';
    shown.lang = area.lang;
    shown.hidden = true;
    const draw = async () => {
      const answer = await post(`${form.dataset.preview}&name=${encodeURIComponent(area.name)}`);
      shown.innerHTML = answer.ok ? await answer.text() : '';
      // Links lead from the page, not from here.
      for (const link of shown.querySelectorAll('a')) link.removeAttribute('href');
      for (const one of shown.querySelectorAll('[id]')) one.removeAttribute('id');
    };
    button.addEventListener('click', async () => {
      shown.hidden = !shown.hidden;
      button.setAttribute('aria-expanded', String(!shown.hidden));
      if (!shown.hidden) await draw();
    });
    let later = 0;
    area.addEventListener('input', () => {
      clearTimeout(later);
      if (!shown.hidden) later = setTimeout(draw, 600);
    });
    area.after(button, shown);
  }
})();
