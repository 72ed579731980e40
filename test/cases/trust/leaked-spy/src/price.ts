export const rates = {
  vat(): number {
    return 20;
  },
};

export function gross(net: number): number {
  return net + (net * rates.vat()) / 100;
}

export function rounded(net: number): number {
  return net < 0 ? 0 : Math.round(gross(net));
}
