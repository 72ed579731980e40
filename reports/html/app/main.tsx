import './styles/index.ts';
import { render } from 'preact';
import { followAudit } from './live.ts';
import { AuditFileError } from './model/audit-file.ts';
import { watchAddress } from './navigation.ts';
import { DataError, readData } from './read-data.ts';
import { Shell, Waiting } from './shell.tsx';
import { data, showData } from './store.ts';
import { applyTheme } from './theme.ts';
import { Failure } from './ui/failure.tsx';

const app = document.getElementById('app');
if (app !== null) await start(app);

async function start(root: HTMLElement): Promise<void> {
  applyTheme();
  root.textContent = '';
  try {
    const report = await readData();
    if (report) showData(report);
  } catch (error) {
    const known = error instanceof DataError || error instanceof AuditFileError;
    render(<Failure message={known ? error.message : `This page has a bug: ${String(error)}`} />, root);
    return;
  }
  watchAddress();
  followAudit();
  render(<App />, root);
}

function App() {
  return data.value === undefined ? <Waiting /> : <Shell />;
}
