export function currencies(): string[] {
  return ['EUR', 'USD'];
}

export function sign(currency: string): string {
  return currency === 'EUR' ? '€' : '$';
}
