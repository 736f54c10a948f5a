package io.reactivex.rxjava3.internal.schedulers;

/** What RxJava 3 marks threads with that must not block, under its name. */
public interface NonBlockingThread {}
