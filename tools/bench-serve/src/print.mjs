export function milliseconds(value) {
  return `${value.toFixed(1)} ms`;
}

export function perSecond(value) {
  return `${value.toFixed(1)}/s`;
}

export function megabytes(value) {
  return `${value.toFixed(0)} MB`;
}
