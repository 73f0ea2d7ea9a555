"""Places named in short texts, in three languages, in any case and spelling."""
