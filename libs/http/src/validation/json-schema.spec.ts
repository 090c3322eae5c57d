import { Ajv2020 } from 'ajv/dist/2020.js';
import { IsISO31661Alpha2, IsOptional } from 'class-validator';
import { CorrectHeadcount, MarkInTransit, RecordExchange } from '#cases';
import { classesIn, schemaOf } from './json-schema.js';

describe('the schema of a class', () => {
  it('says what its decorators say', () => {
    expect(schemaOf(MarkInTransit)).toEqual({
      type: 'object',
      properties: {
        destination: { $ref: '#/components/schemas/Place' },
        expectedOn: { anyOf: [{ $ref: '#/components/schemas/EdtfDate' }, { type: 'null' }] },
        headcount: { anyOf: [{ $ref: '#/components/schemas/Figure' }, { type: 'null' }] },
        from: { anyOf: [{ $ref: '#/components/schemas/PositionChoice' }, { type: 'null' }] },
        occurredOn: { anyOf: [{ $ref: '#/components/schemas/EdtfDate' }, { type: 'null' }] },
        basis: { anyOf: [{ $ref: '#/components/schemas/Basis' }, { type: 'null' }] },
      },
      required: ['destination'],
      additionalProperties: false,
    });
  });

  it('says what lists hold', () => {
    const { properties } = schemaOf(RecordExchange) as { properties: Record<string, object> };
    expect(properties.legs).toEqual({
      type: 'array',
      minItems: 1,
      maxItems: 100,
      items: { $ref: '#/components/schemas/ExchangeLeg' },
    });
    expect(properties.intermediaries).toMatchObject({
      type: ['array', 'null'],
      uniqueItems: true,
      items: { type: 'string', pattern: '^[A-Z]{2}$' },
    });
  });

  it('is one of JSON Schema', () => {
    class Country {
      @IsOptional()
      @IsISO31661Alpha2()
      code?: string | null;
    }
    const check = new Ajv2020({ strict: false }).compile(schemaOf(Country));
    expect([{ code: 'BY' }, { code: null }, {}].map((body) => check(body))).toEqual([true, true, true]);
    expect([{ code: 'Belarus' }, { colour: 'red' }].map((body) => check(body))).toEqual([false, false]);
  });

  it('leads to all classes that it holds', () => {
    expect([...classesIn(RecordExchange)].map(({ name }) => name).sort()).toEqual([
      'Basis',
      'ExchangeLeg',
      'Place',
      'PositionChoice',
      'RecordExchange',
      'RegisterCohort',
    ]);
    expect([...classesIn(CorrectHeadcount)].map(({ name }) => name)).toContain('PositionChoice');
  });
});
