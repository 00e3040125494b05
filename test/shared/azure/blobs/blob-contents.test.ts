import { describe, expect, it } from 'vitest';
import { CONTENT_BLOB_MAX_BYTES } from '../../../../shared/waiting-limits.ts';
import { startAccountStorage } from '../../../contract/account-storage.ts';
import { bytesOf } from '../../../contract/samples.ts';

const storage = await startAccountStorage();
const sealed = new Uint8Array([1, 2, 3]);
const asked = () =>
  storage.blob.requests.map(({ method, path, status }) => `${method} ${path.split('/messages')[1]} ${status}`);

describe('createBlobContents', () => {
  it('makes the container at the first answer that misses it, and not again', async () => {
    const blobs = await storage.createBlobs();
    await blobs.put('a/b', sealed);
    await blobs.put('a/c', sealed);
    expect(asked()).toEqual(['PUT /a/b 404', 'PUT ?restype=container 201', 'PUT /a/b 201', 'PUT /a/c 201']);
  });

  it('goes on where another made the container at the same moment', async () => {
    const blobs = await storage.createBlobs();
    await blobs.put('a', sealed);
    const headers = { 'x-ms-error-code': 'ContainerNotFound' };
    storage.blob.faults.add({ path: '/a$', action: { kind: 'answer', status: 404, headers } });
    expect(bytesOf(await blobs.read('a'))).toEqual([1, 2, 3]);
    expect(asked().slice(-3)).toEqual(['GET /a 404', 'PUT ?restype=container 409', 'GET /a 200']);
  });

  it('repeats a write, a read and a deletion whose answer was lost', async () => {
    const blobs = await storage.createBlobs();
    await blobs.put('a', sealed);
    for (const method of ['PUT', 'GET', 'DELETE'])
      storage.blob.faults.add({ method, action: { kind: 'cut-after-accepting' } });
    await blobs.put('a', new Uint8Array([4]));
    expect(bytesOf(await blobs.read('a'))).toEqual([4]);
    await blobs.remove('a');
    expect(asked().slice(-6)).toEqual([
      'PUT /a 0',
      'PUT /a 201',
      'GET /a 0',
      'GET /a 200',
      'DELETE /a 0',
      'DELETE /a 404',
    ]);
  });

  it('reads no blob that is larger than any of ours, and asks for it once', async () => {
    const blobs = await storage.createBlobs();
    await blobs.put('a', sealed);
    const headers = { 'x-ms-blob-type': 'BlockBlob' };
    await storage.askBlobs({
      method: 'PUT',
      path: '/messages/a',
      headers,
      body: new Uint8Array(CONTENT_BLOB_MAX_BYTES + 1),
    });
    await expect(blobs.read('a')).rejects.toMatchObject({ code: 'sealed_record_refused' });
    expect(asked().filter((line) => line.startsWith('GET'))).toHaveLength(1);
  });

  it.each([
    [503, 'storage_unavailable', 3],
    [403, 'storage_access_refused', 1],
    [409, 'storage_unavailable', 1],
  ])('ends on %i as %s after %i attempts', async (status, code, attempts) => {
    const blobs = await storage.createBlobs();
    for (const operation of [() => blobs.put('a', sealed), () => blobs.read('a'), () => blobs.remove('a')]) {
      storage.blob.faults.clear();
      storage.blob.requests.length = 0;
      storage.blob.faults.add({ action: { kind: 'answer', status }, times: 9 });
      await expect(operation()).rejects.toMatchObject({ code });
      expect(asked()).toHaveLength(attempts);
    }
  });
});
