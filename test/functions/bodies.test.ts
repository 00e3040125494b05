import { HttpRequest } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import { createHoldBody } from '../../functions/bodies.ts';
import { publicUrl } from '../fakes/memory-connector.ts';

const BUDGET = { bytes: 100, reservedBytes: 0, smallBytes: 0 };
const request = (size: number, declared: number | string | undefined = size) =>
  new HttpRequest({
    method: 'POST',
    url: publicUrl,
    ...(declared !== '' && { headers: { 'content-length': String(declared) } }),
    body: { string: 'x'.repeat(size) },
  });
const overloaded = { code: 'overloaded', retryAfterSeconds: 5 };

describe('createHoldBody', () => {
  it('hands the body over and gives its answer back', async () => {
    const hold = createHoldBody(BUDGET);
    expect(await hold(request(40), 60, async (body) => body.length)).toBe(40);
  });

  it('refuses what is beyond the budget while others are held, and has room again when they have ended', async () => {
    const hold = createHoldBody(BUDGET);
    let end = () => {};
    const held = hold(request(60), 60, () => new Promise<void>((resolve) => (end = resolve)));
    await expect.poll(() => end.name).toBeDefined();
    await expect(hold(request(41), 60, async () => 'read')).rejects.toMatchObject(overloaded);
    expect(await hold(request(40), 60, async () => 'read')).toBe('read');
    end();
    await held;
    expect(await hold(request(60), 60, async () => 'read')).toBe('read');
  });

  it('leaves room for small bodies, however many large ones are held', async () => {
    const hold = createHoldBody({ bytes: 100, reservedBytes: 30, smallBytes: 10 });
    const ends: (() => void)[] = [];
    const keep = (size: number) => hold(request(size), 60, () => new Promise<void>((resolve) => ends.push(resolve)));
    const held = [keep(60), keep(10), keep(10)];
    await expect.poll(() => ends.length).toBe(3);
    await expect(hold(request(11), 60, async () => 'read')).rejects.toMatchObject(overloaded);
    for (const _again of [1, 2]) expect(await hold(request(10), 60, async () => 'read')).toBe('read');
    held.push(keep(10), keep(10));
    await expect.poll(() => ends.length).toBe(5);
    await expect(hold(request(10), 60, async () => 'read')).rejects.toMatchObject(overloaded);
    for (const end of ends) end();
    await Promise.all(held);
    expect(await hold(request(60), 60, async () => 'read')).toBe('read');
  });

  it('lets a body that is larger than all large ones may take go alone, and small ones beside it', async () => {
    const hold = createHoldBody({ bytes: 100, reservedBytes: 30, smallBytes: 10 });
    let end = () => {};
    const hug = () => hold(request(300), 300, () => new Promise<void>((resolve) => (end = resolve)));
    const held = hug();
    await expect.poll(() => end.name).toBeDefined();
    for (const size of [11, 300])
      await expect(hold(request(size), 300, async () => 'read')).rejects.toMatchObject(overloaded);
    expect(await hold(request(10), 300, async () => 'read')).toBe('read');
    end();
    await held;
    const small = hold(request(11), 300, () => new Promise<void>((resolve) => (end = resolve)));
    await expect(hold(request(300), 300, async () => 'read')).rejects.toMatchObject(overloaded);
    end();
    await small;
    expect(await hold(request(300), 300, async () => 'read')).toBe('read');
  });

  it('counts a body by its share', async () => {
    const hold = createHoldBody(BUDGET);
    const ends: (() => void)[] = [];
    const keep = () => hold(request(80), 80, () => new Promise<void>((resolve) => ends.push(resolve)), 0.5);
    const held = [keep(), keep()];
    await expect.poll(() => ends.length).toBe(2);
    await expect(hold(request(41), 80, async () => 'read', 0.5)).rejects.toMatchObject(overloaded);
    expect(await hold(request(20), 80, async () => 'read')).toBe('read');
    for (const end of ends) end();
    await Promise.all(held);
  });

  it('gives the room of a body back that is refused or whose message fails', async () => {
    const hold = createHoldBody(BUDGET);
    for (let count = 0; count < 5; count++) {
      await expect(hold(request(61), 60, async () => 'read')).rejects.toMatchObject({ code: 'request_too_large' });
      await expect(hold(request(60), 60, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    }
    expect(await hold(request(60), 60, async () => 'read')).toBe('read');
  });

  it.each(['', '0', '-5'])('counts what came where the length is given as %j', async (declared) => {
    const hold = createHoldBody(BUDGET);
    let end = () => {};
    const held = hold(request(60, declared), 60, () => new Promise<void>((resolve) => (end = resolve)));
    await expect
      .poll(() => hold(request(41), 60, async () => 'read').catch((error: unknown) => error))
      .toMatchObject(overloaded);
    end();
    await held;
  });
});
