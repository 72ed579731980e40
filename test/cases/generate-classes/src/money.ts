/** An amount in cents. */
export class Money {
  readonly cents: number;

  constructor(cents: number) {
    this.cents = cents;
  }

  plus(other: Money): Money {
    return new Money(this.cents + other.cents);
  }
}

export enum Size {
  Small = 'small',
  Large = 'large',
}
