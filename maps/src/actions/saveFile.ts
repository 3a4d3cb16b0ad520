/** A file made by the server, fetched and handed to the browser. Both may take minutes: progress is told, and it can be stopped. */
import { requestFile } from '../api/http';

const TOLD_EVERY_MS = 250;
let current: AbortController | null = null;

function handOver(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser reads it after the click
}

/** Passes the bytes on now and then: they come in thousands of small parts. */
function paced(told: (bytes: number) => void): (bytes: number) => void {
  let due = 0;
  return (bytes) => {
    if (performance.now() < due) return;
    due = performance.now() + TOLD_EVERY_MS;
    told(bytes);
  };
}

/** The name it was saved under. Throws ApiFault for a refusal, an AbortError when it was stopped. */
export async function saveFile(address: string, told: (bytes: number) => void): Promise<string> {
  current = new AbortController();
  const { blob, name } = await requestFile(address, current.signal, paced(told));
  handOver(blob, name);
  return name;
}

export function stopSaving(): void {
  current?.abort();
}
