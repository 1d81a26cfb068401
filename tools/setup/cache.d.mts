export declare const cacheFolder: string;
export declare const kafkaVersion: string;
export declare const kafkaLibsFolder: string;
export declare const registryVersion: string;
export declare const registryFolder: string;
