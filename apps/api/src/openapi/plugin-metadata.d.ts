/** What the OpenAPI plugin reads from comments and types. `npm run build` writes it, into `dist` alone: tools/build. */
declare const metadata: () => Promise<Record<string, unknown>>;
export default metadata;
