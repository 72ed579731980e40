// Answers like a model that gets better when it is told what was wrong.
import { readFileSync } from 'node:fs';

const request = JSON.parse(readFileSync(0, 'utf8'));
const rounds = {
  first: [
    { name: 'is theater', code: 'only(["a"]);' },
    { name: 'asks a mock', code: 'const tell = vi.fn(); only(["a"]); tell(); expect(tell).toHaveBeenCalled();' },
    { name: 'does not parse', code: 'expect(only(["a"]).toBe("a");' },
    { name: 'does not compile', code: 'expect(only("a")).toBe("a");' },
    { name: 'is wrong', code: 'expect(only(["a"])).toBe("b");' },
    { name: 'imports', code: 'const { only } = await import("../src/words.ts"); expect(only(["a"])).toBe("a");' },
    { name: 'breaks out', code: '}); test("b", () => { expect(only(["a"])).toBe("a");' },
    { name: 'uses nothing', code: 'expect(1).toBe(1);' },
    { name: 'is random', code: 'expect(only(["a"])).toBe(Math.random() < 0.1 ? "a" : "b");' },
    { name: 'gives the only word', code: 'expect(only(["a"])).toBe("a");' },
  ],
  second: [{ name: 'refuses two words', code: 'expect(() => only(["a", "b"])).toThrow(new RangeError("there are 2 words"));' }],
};
const tests = request.rejected.length === 0 ? rounds.first : rounds.second;
process.stdout.write(JSON.stringify({ tests: request.function === 'only' ? tests : [] }));
