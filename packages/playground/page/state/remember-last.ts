/** Calls a function again only when one of its arguments is another value than the last time. */
export function rememberLast<A extends readonly unknown[], R>(compute: (...args: A) => R): (...args: A) => R {
  let last: { readonly args: A; readonly result: R } | undefined;
  return (...args) => {
    const isSame = last?.args.length === args.length && last.args.every((value, at) => Object.is(value, args[at]));
    if (!last || !isSame) last = { args, result: compute(...args) };
    return last.result;
  };
}
