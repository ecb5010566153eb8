import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { generateAll, schemaFixtures } from '../../../scripts/generate-types.ts';
import {
  northbound,
  type Northbound,
  type Southbound,
  type Uuid,
} from '../../../src/model/generated/index.ts';

const directory = fileURLToPath(new URL('../../../src/model/generated/', import.meta.url));

describe('src/model/generated', () => {
  it('is what npm run generate-types makes of fixtures/schemas', async () => {
    const written = readdirSync(directory).map(
      (file) => [file, readFileSync(`${directory}${file}`, 'utf8')] as const,
    );
    expect(Object.fromEntries(await generateAll(schemaFixtures()))).toEqual(Object.fromEntries(written));
  });

  it('gives each column the type of its values', () => {
    type Switch = Northbound['Logical_Switch'];
    type Acl = Northbound['ACL'];
    expectTypeOf<Switch['name']>().toEqualTypeOf<string>();
    expectTypeOf<Switch['ports']>().toEqualTypeOf<readonly Uuid[]>();
    expectTypeOf<Switch['other_config']>().toEqualTypeOf<ReadonlyMap<string, string>>();
    expectTypeOf<Acl['priority']>().toEqualTypeOf<number>();
    expectTypeOf<Acl['direction']>().toEqualTypeOf<'from-lport' | 'to-lport'>();
    expectTypeOf<Acl['name']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Southbound['Port_Binding']['chassis']>().toEqualTypeOf<Uuid | undefined>();
    expectTypeOf<Southbound['SB_Global']['nb_cfg']>().toEqualTypeOf<number | bigint>();
  });

  it('keeps the shapes for servers that lack a column', () => {
    expect(northbound.name).toBe('OVN_Northbound');
    expect(northbound.tables['Logical_Switch']).toMatchObject({ name: 'string', ports: 'uuid*' });
    expect(northbound.tables['ACL']).toMatchObject({ name: 'string?', external_ids: 'string>string' });
  });
});
