# glmnet (R package glmnet).   Rscript glmnet.R JOB OUT TOLERANCE THREADS      the folders' files: README.md beside this
# TOLERANCE is glmnet's `thresh`. glmnet runs on one thread. Its lambda is ours: y is rescaled inside, lambda is not.
suppressMessages({library(glmnet); library(Matrix)})
args <- commandArgs(trailingOnly = TRUE)
job <- function(name) file.path(args[1], name)
out <- function(name) file.path(args[2], name)

doubles <- function(path, n) readBin(path, "double", n)
integers <- function(path, n) readBin(path, "integer", n)
shape <- scan(job("shape.txt"), quiet = TRUE)  # rows, columns, stored entries (-1: dense), plain
n <- shape[1]; p <- shape[2]; plain <- shape[4] == 1
if (shape[3] < 0) {
  X <- matrix(doubles(job("x.bin"), n * p), n, p)
} else {
  X <- new("dgCMatrix", Dim = as.integer(c(n, p)), p = integers(job("x.starts.bin"), p + 1),
           i = integers(job("x.rows.bin"), shape[3]), x = doubles(job("x.bin"), shape[3]))
}
y <- doubles(job("y.bin"), n)
lambdas <- scan(job("lambdas.txt"), quiet = TRUE)

glmnet.control(fdev = 0, devmax = 1)  # all lambdas, however little the last ones explain
seconds <- system.time(
  fit <- glmnet(X, y, lambda = lambdas, thresh = as.numeric(args[3]), maxit = 1e9, intercept = !plain, standardize = !plain)
)[["elapsed"]]

writeBin(as.double(fit$a0), out("intercepts.bin"))
writeBin(fit$beta@p, out("b.starts.bin"))
writeBin(fit$beta@i, out("b.rows.bin"))
writeBin(fit$beta@x, out("b.bin"))
writeLines(c(sprintf("seconds %.6f", seconds), "threads 1", paste("version", packageVersion("glmnet"))), out("fit.txt"))
