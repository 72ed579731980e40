/** Collects a point for each whole euro, and gives a discount for them. */
export class LoyaltyCard {
  private points = 0;

  collect(cents: number): void {
    this.points += Math.floor(cents / 100);
  }

  /** In percent: five from a hundred points on. */
  get discount(): number {
    return this.points >= 100 ? 5 : 0;
  }
}
