import type { ComponentChildren } from 'preact';
import { visible } from '../../../text.ts';
import { address } from '../model/route.ts';
import type { Found } from '../model/search.ts';
import { useReport } from '../state.ts';
import { BreakName } from '../ui/badges.tsx';
import { Sign, StatusIcon, VerdictIcon } from '../ui/icons.tsx';
import { Place, Text } from '../ui/link.tsx';

export function addressOf({ kind, id }: Found): string {
  return address(kind === 'break' ? 'mutant' : kind, id);
}

/** What is found, with what tells it from others of its name. */
export function FoundItem({ found }: { found: Found }) {
  const { unit, unitOf } = useReport();
  switch (found.kind) {
    case 'function':
      return (
        <>
          <VerdictIcon verdict={unit(found.id)?.verdict} />
          <Lines name={<bdi class="code-name">{visible(found.name)}</bdi>}>
            <Place file={found.unit.file} line={found.unit.line} />
          </Lines>
        </>
      );
    case 'file':
      return (
        <>
          <Sign of="file" />
          <Lines name={<bdi class="code-name">{visible(found.name)}</bdi>}>
            <Place file={found.id} line={0} />
          </Lines>
        </>
      );
    case 'test':
      return (
        <>
          <Sign of="flask" />
          <Lines name={<Text>{found.name}</Text>}>
            <Place file={found.test.file} line={found.test.line} />
          </Lines>
        </>
      );
    case 'break':
      return (
        <>
          <StatusIcon status={found.mutant.status} />
          <Lines
            name={
              <>
                <span class="code-name">{found.id}</span> <BreakName mutant={found.mutant} />
              </>
            }
          >
            <Text>{unitOf(found.mutant)?.name ?? ''}</Text>{' '}
            <Place file={found.mutant.file} line={found.mutant.location.start.line} />
          </Lines>
        </>
      );
  }
}

function Lines({ name, children }: { name: ComponentChildren; children: ComponentChildren }) {
  return (
    <span class="found-text">
      <span class="found-name">{name}</span>
      <span class="found-where">{children}</span>
    </span>
  );
}
