export interface Price {
  cents: number;
  currency: string;
}

export function sum(prices: Price[]): number {
  let cents = 0;
  for (const price of prices) cents += price.cents;
  return cents;
}

export function format(price: Price): string {
  const whole = Math.trunc(price.cents / 100);
  const rest = String(price.cents % 100).padStart(2, '0');
  return `${whole}.${rest} ${price.currency}`;
}

export function parse(text: string): Price {
  const match = /^(\d+)\.(\d\d) ([A-Z]{3})$/.exec(text);
  if (!match) throw new SyntaxError(`no price: ${text}`);
  return { cents: Number(match[1]) * 100 + Number(match[2]), currency: match[3]! };
}

const rates = new Map([['EUR', 1], ['CHF', 2]]);

export function rateOf(currency: string): number | undefined {
  return rates.get(currency);
}
