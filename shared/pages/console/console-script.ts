/**
 * The script of the console. It only adds comfort: everything works without it.
 *
 * A form that says so posts itself after so many seconds, so that work in several steps goes on by itself; a button stops it. Who stops while
 * a step is under way sees its page, which the tab is told not to post. Choosing in a list does nothing by itself: arrow keys choose as well.
 */
export const consoleScript = `'use strict';
(() => {
  for (const form of document.querySelectorAll('form[data-continue]')) {
    const wasStopped = sessionStorage.getItem('stopped');
    sessionStorage.removeItem('stopped');
    const stop = form.querySelector('button[data-stop]');
    if (wasStopped || !stop) continue;
    const timer = setTimeout(() => form.requestSubmit(), 600 + 1000 * form.dataset.continue);
    let isPosted = false;
    form.addEventListener('submit', () => { isPosted = true; });
    stop.hidden = false;
    stop.addEventListener('click', () => {
      clearTimeout(timer);
      if (isPosted) sessionStorage.setItem('stopped', '1');
      stop.hidden = true;
    });
  }
})();
`;
