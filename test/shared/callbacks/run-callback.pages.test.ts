import { describe, expect, it } from 'vitest';
import { CALLBACK_PAGE_EVENTS, CALLBACK_PAGES_MAX } from '../../../shared/webhook-limits.ts';
import { messageId, setStage } from './callback-sample.ts';

describe('createRunCallback, of feeds with several pages', () => {
  it('tells so many pages of changes in one run, and the rest in the next', async () => {
    const stage = setStage();
    await stage.run();
    const most = CALLBACK_PAGES_MAX * CALLBACK_PAGE_EVENTS;
    for (let number = 0; number < most + 1; number++) stage.change(messageId(number), 'sent');
    expect(await stage.run()).toMatchObject({ delivered: most });
    expect(await stage.run()).toMatchObject({ delivered: 1 });
  });

  it('reads each feed once while there is no further page', async () => {
    const stage = setStage();
    await stage.run();
    stage.change(messageId(1), 'sent');
    const read: string[] = [];
    const { listMessages, listSenders } = stage.feeds;
    const feeds: typeof stage.feeds = {
      ...stage.feeds,
      listMessages: (...given) => (read.push('messages'), listMessages(...given)),
      listSenders: (...given) => (read.push('senders'), listSenders(...given)),
    };
    expect(await stage.run({ feeds })).toMatchObject({ delivered: 1 });
    expect(read).toEqual(['messages', 'senders']);
  });
});
