const maxChars = 1024;

/** The failure file's text, `class: cause`, which SageMaker shows as FailureReason: its first 1024 characters. */
export function toFailureText(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.length > maxChars ? `${text.slice(0, maxChars - 1)}…` : text;
}
