import { describe, expect, it } from 'vitest';
import { launchBrowser } from '../../../../infra/local/browser/launch-browser.ts';

describe('launchBrowser', () => {
  it('starts a browser that keeps web security and reaches no other machine', async () => {
    const browser = await launchBrowser();
    const page = await browser.newPage();
    await expect(page.goto('http://www.contoso.com/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
    await expect(page.goto('http://203.0.113.10/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
    // A failed navigation still leads on to an error page.
    const blank = await browser.newPage();
    expect(
      await blank.evaluate(() =>
        fetch('http://127.0.0.1:9/').then(
          () => 'read',
          () => 'refused',
        ),
      ),
    ).toBe('refused');
    await browser.close();
  });
});
