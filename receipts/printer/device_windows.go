package printer

const withoutWaiting = 0
