import type { Wordings } from '#http';

/** Refusals about exchanges. */
export const EXCHANGE_WORDING: Wordings = {
  'exchange-aborted': { title: 'The exchange was aborted' },
  'exchange-exists': {
    title: 'The exchange exists already',
    detail: ({ exchangeId }) => `There is an exchange "${exchangeId}" already; ids are for ever.`,
  },
  'exchange-not-found': {
    title: 'There is no such exchange',
    detail: ({ exchangeId }) => `There is no exchange "${exchangeId}".`,
    status: 404,
  },
  'exchange-took-place': { title: 'The exchange took place' },
  'exchange-withdrawn': {
    title: 'The exchange was taken back',
    detail: ({ exchangeId }) => `"${exchangeId}" was taken back: record it again instead.`,
  },
  'leg-not-found': {
    title: 'The exchange has no such leg',
    detail: ({ leg, legs }) => `There is no leg ${leg}; the exchange has ${legs}.`,
  },
  'line-repeated': { title: 'One report gives two figures for the same people' },
};
