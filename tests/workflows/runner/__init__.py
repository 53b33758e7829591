"""Runs a workflow of GitHub Actions on this machine, job by job, by GitHub's own rules as far as they are known.

In reading order: `document` reads the file, `expressions` evaluates what stands in `${{ }}`, `matrix` makes jobs of a job,
`artifacts` passes files between jobs, `steps` runs the steps of one job, `run` runs the jobs in the order of `needs`.

What is not known is refused: a run that went wrong here must have a rule that says why.
"""
