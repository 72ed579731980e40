const events: string[] = [];

export function open(): void {
  events.push('opened');
}

export function close(): void {
  events.push('closed');
}

export function history(): string[] {
  return events.length > 5 ? [] : events;
}
