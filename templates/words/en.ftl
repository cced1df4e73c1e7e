skip-to-content = Skip to content
part-of = { $k } of { $n ->
    [one] { $n } article
   *[other] { $n } articles
}
