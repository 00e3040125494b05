/**
 * The one script of all pages. It only adds comfort: every page works without it.
 *
 * Copy buttons are hidden until the script shows them. A form is posted once, however often its button is pressed, and works again when the
 * browser returns to the page; one that only brings a file works always. What the script says stands in the page, in its language. It
 * reads and stores nothing.
 */
export const pageScript = `'use strict';
(() => {
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

  each('button[data-copy]', (button) => {
    const text = document.getElementById(button.dataset.copy);
    const status = button.parentElement.querySelector('[role=status]');
    if (!text || !status) return;
    button.hidden = false;
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        status.textContent = button.dataset.done;
      } catch {
        getSelection().selectAllChildren(text);
        status.textContent = button.dataset.failed;
      }
    });
  });

  const posted = new Map();
  each('form:not([data-file])', (form) => {
    form.addEventListener('submit', (event) => {
      if (posted.has(form)) return event.preventDefault();
      const button = form.querySelector('button');
      posted.set(form, button.textContent);
      button.setAttribute('aria-disabled', 'true');
      button.textContent = button.dataset.busy || button.textContent;
    });
  });
  addEventListener('pageshow', () => {
    for (const [form, label] of posted) {
      const button = form.querySelector('button');
      button.removeAttribute('aria-disabled');
      button.textContent = label;
    }
    posted.clear();
  });
})();
`;
