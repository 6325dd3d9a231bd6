/** The `n`-th largest (from 1) of the first `length` values, which are reordered. Hoare's selection, expected linear time. */
export function nthLargest(values: Float64Array, length: number, n: number): number {
  let low = 0;
  let high = length - 1;
  const wanted = n - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i]! > pivot) i++;
      while (values[j]! < pivot) j--;
      if (i > j) break;
      const swapped = values[i]!;
      values[i++] = values[j]!;
      values[j--] = swapped;
    }
    if (wanted <= j) high = j;
    else if (wanted >= i) low = i;
    else break;
  }
  return values[wanted]!;
}
