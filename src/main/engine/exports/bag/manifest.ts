/** A path as it stands in a manifest: line ends and the sign that stands for them are written %0D, %0A, %25. Source: RFC 8493, 2.1.3. */
export const manifestPath = (path: string): string => path.replace(/[%\r\n]/g, (char) => ({ '%': '%25', '\r': '%0D', '\n': '%0A' })[char] ?? char);

/** The same read back. Only these three are encoded; any other % stands for itself. */
export const pathFromManifest = (text: string): string =>
  text.replace(/%(0[dD]|0[aA]|25)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** One line `name: value` of bag-info.txt; line ends in a value go on on lines with a blank before them. */
export const infoLine = (name: string, value: string): string => `${name}: ${value.replace(/\r\n?|\n/g, '\n  ')}\n`;
