metadata name = 'Lists'
metadata description = 'What is wrong with a list that somebody wrote with commas: each entry is there once, and none is empty. Spaces around entries do not count, nor does case. Creates nothing.'

func read(entries string[]) string[] => map(entries, entry => toLower(trim(entry)))

@export()
@description('What is wrong with it, in sentences that name the parameter; empty: nothing.')
func listFaults(parameter string, entries string[]) string[] =>
  filter(
    [
      contains(read(entries), '') ? '${parameter} has an empty entry: a comma too many.' : ''
      length(filter(read(entries), (entry, index) => indexOf(read(entries), entry) < index)) > 0
        ? '${parameter} has an entry twice.'
        : ''
    ],
    fault => !empty(fault)
  )
