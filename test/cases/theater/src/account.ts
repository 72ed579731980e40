/** An amount of money that grows and shrinks, with what happened to it. */
export class Account {
  private balance = 0;
  private readonly entries: string[] = [];

  constructor(private readonly fee: number) {}

  deposit(cents: number): void {
    this.balance += cents;
    this.note(`in ${cents}`);
  }

  withdraw(cents: number): void {
    if (cents + this.fee > this.balance) throw new RangeError('not enough');
    this.balance -= cents + this.fee;
    this.note(`out ${cents}`);
  }

  get available(): number {
    return this.balance;
  }

  history(): string[] {
    return [...this.entries];
  }

  private note(text: string): void {
    this.entries.push(text);
  }
}
