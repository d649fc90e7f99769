/** C0 controls and DEL: what Go's net/url refuses anywhere in a URL. */
const asciiControl = /[^\P{Cc}\u0080-\u009f]/u;

export function holdsAsciiControl(text: string): boolean {
  return asciiControl.test(text);
}
