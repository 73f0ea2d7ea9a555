"""The Kazakh grammar of directives: folding, suffixes, word forms, triggers, roles."""
