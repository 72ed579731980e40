import './tokens.css';
import './base.css';
import './shell.css';
import './controls.css';
import './tables.css';
import './source.css';
import './overview.css';
import './print.css';
