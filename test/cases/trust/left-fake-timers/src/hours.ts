export function isOpen(): boolean {
  const hour = new Date().getUTCHours();
  return hour >= 9 && hour < 17;
}

export function greeting(name: string): string {
  return `good day, ${name}`;
}
