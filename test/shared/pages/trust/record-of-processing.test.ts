import { describe, expect, it } from 'vitest';
import { buildRecordOfProcessing } from '../../../../shared/pages/trust/record-of-processing.ts';
import { listSecurityMeasures } from '../../../../shared/pages/trust/security-measures.ts';
import { listStoredRecords } from '../../../../shared/pages/trust/stored-records.ts';
import { sampleSettings } from '../../../browser/gallery.ts';
import { createTrustView } from '../../../browser/sample-trust.ts';

const view = createTrustView(sampleSettings);
const text = buildRecordOfProcessing(view);

describe('buildRecordOfProcessing', () => {
  it('has what Article 30(2) asks for, numbered', () => {
    expect(text.match(/^\d\. .+$/gm)).toEqual([
      '1. Processor',
      '2. Controller on whose behalf',
      '3. Processing',
      '4. People and data',
      '5. Recipients and sub-processors',
      '6. Transfers to third countries',
      '7. Time limits for erasure',
      '8. Technical and organisational measures (Article 32(1))',
    ]);
    expect(text).toContain('As of 2026-11-29.');
  });

  it('has the time limit of every record about a person, and every measure', () => {
    for (const [table, records] of Object.entries(listStoredRecords(view.settings)))
      for (const { name, kept, isPersonal } of records)
        expect([name, text.includes(`- ${name} (table ${table}): ${kept}`)]).toEqual([name, isPersonal]);
    for (const measure of listSecurityMeasures(view.settings))
      expect(text).toContain(`- ${measure.title}: ${measure.text}`);
  });

  it('leaves to the operator who they are, who the controller is, and both data protection officers', () => {
    const blanks = text.match(/^[^\n]*\[operator fills in: [^\]]+\]$/gm) ?? [];
    for (const named of [
      /^Name and address: /,
      /^Representative/,
      /^Data protection officer: /,
      /^Legal name, address, contact: /,
      /^Data protection officer of the controller: /,
      /^Transfers by Microsoft: /,
    ])
      expect(blanks).toContainEqual(expect.stringMatching(named));
    expect(text).toContain('Contact: support@contoso.com');
    const { settings } = createTrustView({ ...sampleSettings, supportContact: undefined, privacyUrl: undefined });
    const unknown = buildRecordOfProcessing({ ...view, settings, region: undefined });
    expect(unknown).toContain('Contact: [operator fills in: contact]');
    expect(unknown).toContain('Stored in: [operator fills in: region of Azure].');
  });
});
