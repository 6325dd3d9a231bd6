/** What stands between a copy's stem and its number: no file's own name may end like that. */
export function chooseCopyMark(fileNames: Iterable<string>): string {
  let mark = '~';
  for (const fileName of fileNames) {
    const [, tildes = ''] = /(~+)\d+\.[^.]*$/.exec(fileName) ?? [];
    if (tildes.length >= mark.length) mark = `${tildes}~`;
  }
  return mark;
}

/** `photo.jpg` as its second copy: `photo~2.jpg`. The copy's labels have the same stem. */
export function copyFileName(fileName: string, mark: string, number: number): string {
  const dot = fileName.lastIndexOf('.');
  return `${fileName.slice(0, dot)}${mark}${number}${fileName.slice(dot)}`;
}
