import 'stage/matchers';
