import { getMetadataStorage, ValidationTypes } from 'class-validator';
import type { Class, Read } from './read.js';
import type { Report } from './report.js';

const HEAD = `# Reports and lists

Written by \`npm run reports-doc\` from the descriptions in libs/reports; do not edit it here.

Each is a path under \`/api/v1\`, asked for with GET. It answers JSON and, where it has columns, CSV and XLSX: see
[files.md](files.md). \`after\`, \`knownAt\`, \`format\`, \`hxl\`, \`limit\` and \`cursor\` mean the same everywhere they can be asked
for; what each parameter takes is in the API's description, \`/api/docs\`. Parameters in bold are needed.
`;

/** What `docs/reports.md` says: every report and list with what may be asked and what its table has. */
export function reportsDoc(reports: readonly Report[], lists: readonly Read[]): string {
  return [HEAD, '## Reports\n', ...reports.map(reportText), '## Lists\n', ...lists.map(readText)].join('\n');
}

function reportText(report: Report): string {
  const { comparison, identity, watched } = report;
  const compared = `Compared between two moments under \`${comparison.path}\`, asked for by ${parametersOf(comparison.query)}; rows are told apart by ${inCode(identity)}.`;
  const news = watched
    ? 'Webhooks can tell that it changed.'
    : 'Webhooks cannot watch it: it is asked for by its days.';
  return `${readText(report)}\n${compared} ${news}\n`;
}

function readText({ path, about, query, readers, table }: Read): string {
  const head = `### \`${path.replace(':id', '{id}')}\`\n\n${about}\n\nFor: ${readers.join(', ')}. Parameters: ${parametersOf(query)}.\n`;
  if (table === undefined) return head;
  const columns = table.columns.map(({ key, title, hxl = '' }) => `| \`${key}\` | ${title} | \`${hxl}\` |`);
  return `${head}\n${['| column | title | HXL |', '| --- | --- | --- |', ...columns].join('\n')}\n`;
}

/** The names of what may be asked for, in the order of the alphabet. */
function parametersOf(query: Class): string {
  const rules = getMetadataStorage().getTargetValidationMetadatas(query, '', false, false);
  const optional = new Set(
    rules.filter(({ type }) => type === ValidationTypes.CONDITIONAL_VALIDATION).map(({ propertyName }) => propertyName),
  );
  const names = [...new Set(rules.map(({ propertyName }) => propertyName))].sort();
  return names.map((name) => (optional.has(name) ? `\`${name}\`` : `**\`${name}\`**`)).join(', ');
}

function inCode(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
