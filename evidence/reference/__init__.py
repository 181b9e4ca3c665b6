"""The reference model: one birth cohort as one dense array, slow and obvious.

It is written from the specification of the month, not from the compiled code, and the
compiled code is proved against it:

* `women` names the columns of a woman's state; `reading` looks up the chance of each outcome
  of an event for women given by such columns; `outcomes` says what an outcome changes.
* `month` puts them in order for a list of women with weights: every branch of one month.
* `cohort` is the dense array over named axes and its month; `flows` is what both count.
* `compiled`, `one_step` and `transitions` prove the events, `lives` whole months, `paths`
  months in a row; `made_up` has the rates for it.
"""
